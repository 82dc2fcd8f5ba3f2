package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.NUMA;
import io.kubevirt.ee.model.v1.Realtime;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.cpu} of a VirtualMachineInstancetype.
 *
 * @param guest number of processors
 */
@RecordBuilder
public record CPUInstancetype(
        Boolean dedicatedCPUPlacement,
        @Required Integer guest,
        Boolean isolateEmulatorThread,
        Integer maxSockets,
        String model,
        NUMA numa,
        Realtime realtime) {}
