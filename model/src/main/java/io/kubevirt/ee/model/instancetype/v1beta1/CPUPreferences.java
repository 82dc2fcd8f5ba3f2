package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.CPUFeature;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * {@code spec.cpu} of a VirtualMachinePreference.
 *
 * @param preferredCPUTopology sockets, cores, threads, spread or any; older: preferSockets and so
 *     on
 */
@RecordBuilder
public record CPUPreferences(
        List<CPUFeature> preferredCPUFeatures,
        String preferredCPUTopology,
        SpreadOptions spreadOptions) {}
