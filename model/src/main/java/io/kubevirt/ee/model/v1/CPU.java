package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The guest's processors: sockets times cores times threads. At {@code spec.domain.cpu} of a
 * VirtualMachineInstance.
 *
 * @param cores cores of a socket
 * @param maxSockets sockets that may be plugged up to
 * @param sockets sockets
 * @param threads threads of a core
 */
@RecordBuilder
public record CPU(
        Integer cores,
        Boolean dedicatedCpuPlacement,
        List<CPUFeature> features,
        Boolean isolateEmulatorThread,
        Integer maxSockets,
        String model,
        NUMA numa,
        Realtime realtime,
        Integer sockets,
        Integer threads) {}
