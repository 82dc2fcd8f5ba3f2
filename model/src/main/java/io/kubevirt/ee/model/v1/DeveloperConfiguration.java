package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Range;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * Switches that are not for every cluster, emulation among them. At {@code
 * spec.configuration.developerConfiguration} of a KubeVirt.
 *
 * @param cpuAllocationRatio vCPUs to requested CPUs
 * @param memoryOvercommit guest memory to requested memory, in percent
 * @param useEmulation run guests without KVM
 */
@RecordBuilder
public record DeveloperConfiguration(
        Boolean clusterProfiler,
        @AnyWidth Long cpuAllocationRatio,
        @ListType("atomic") List<String> disabledFeatureGates,
        DiskVerification diskVerification,
        @ListType("atomic") List<String> featureGates,
        LogVerbosity logVerbosity,
        @Range(min = 10L) @AnyWidth Long memoryOvercommit,
        Long minimumClusterTSCFrequency,
        Long minimumReservePVCBytes,
        Map<String, String> nodeSelectors,
        @AnyWidth Long pvcTolerateLessSpaceUpToPercent,
        Boolean useEmulation) {}
