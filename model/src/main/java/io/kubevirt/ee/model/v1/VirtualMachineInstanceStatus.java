package io.kubevirt.ee.model.v1;

import com.google.gson.annotations.SerializedName;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.Range;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * Where a guest is and how it does; virt-controller writes it up to the phase Scheduled, virt-
 * handler after. At {@code status} of a VirtualMachineInstance.
 *
 * @param vsockCid context id of the guest on its node
 * @param activePods uid of a launcher pod to the node it runs on
 * @param phase a {@link VmiPhase}
 * @param runtimeUser uid that QEMU runs as
 */
@RecordBuilder
public record VirtualMachineInstanceStatus(
        @SerializedName("VSOCKCID") @Range(min = 0L, max = 4294967295L) Long vsockCid,
        Map<String, String> activePods,
        @Nullable ChangedBlockTrackingStatus changedBlockTracking,
        List<VirtualMachineInstanceCondition> conditions,
        CPUTopology currentCPUTopology,
        String evacuationNodeName,
        String fsFreezeStatus,
        VirtualMachineInstanceGuestOSInfo guestOSInfo,
        List<VirtualMachineInstanceNetworkInterface> interfaces,
        KernelBootStatus kernelBootStatus,
        String launcherContainerImageVersion,
        Machine machine,
        MemoryStatus memory,
        @ListType("atomic") List<StorageMigratedVolumeInfo> migratedVolumes,
        String migrationMethod,
        VirtualMachineInstanceMigrationState migrationState,
        String migrationTransport,
        String nodeName,
        String phase,
        @ListType("atomic")
                List<VirtualMachineInstancePhaseTransitionTimestamp> phaseTransitionTimestamps,
        String qosClass,
        String reason,
        Long runtimeUser,
        String selinuxContext,
        TopologyHints topologyHints,
        String virtualMachineRevisionName,
        @ListType("atomic") List<VolumeStatus> volumeStatus) {}
