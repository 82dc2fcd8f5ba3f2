package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimSpec;
import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.dataVolumeTemplates[].spec} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSpec(
        List<DataVolumeCheckpoint> checkpoints,
        @OneOf({"kubevirt", "archive"}) String contentType,
        Boolean finalCheckpoint,
        Boolean preallocation,
        String priorityClassName,
        V1PersistentVolumeClaimSpec pvc,
        DataVolumeSpecSource source,
        DataVolumeSourceRef sourceRef,
        StorageSpec storage) {}
