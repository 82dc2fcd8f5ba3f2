package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Pattern;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * {@code status.migratedVolumes[].destinationPVCInfo} of a VirtualMachineInstance and elsewhere.
 */
@RecordBuilder
public record PersistentVolumeClaimInfo(
        @ListType("atomic") List<String> accessModes,
        Map<String, Quantity> capacity,
        String claimName,
        @Pattern("^(0(?:\\.\\d{1,3})?|1)$") String filesystemOverhead,
        Boolean preallocated,
        Map<String, Quantity> requests,
        String volumeMode) {}
