package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Default;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What became of a machine, written by virt-controller alone. At {@code status} of a
 * VirtualMachine.
 *
 * @param desiredGeneration generation of the spec a start would use now
 * @param observedGeneration generation of the spec the running instance was made from
 * @param printableStatus a {@link PrintableStatus}
 */
@RecordBuilder
public record VirtualMachineStatus(
        @Nullable ChangedBlockTrackingStatus changedBlockTracking,
        List<VirtualMachineCondition> conditions,
        Boolean created,
        Long desiredGeneration,
        @Nullable InstancetypeStatusRef instancetypeRef,
        @Nullable VirtualMachineMemoryDumpRequest memoryDumpRequest,
        Long observedGeneration,
        @Nullable InstancetypeStatusRef preferenceRef,
        @Default("Stopped") String printableStatus,
        Boolean ready,
        String restoreInProgress,
        String runStrategy,
        String snapshotInProgress,
        @Nullable VirtualMachineStartFailure startFailure,
        List<VirtualMachineStateChangeRequest> stateChangeRequests,
        @ListType("atomic") List<VirtualMachineVolumeRequest> volumeRequests,
        List<VolumeSnapshotStatus> volumeSnapshotStatuses,
        VolumeUpdateState volumeUpdateState) {}
