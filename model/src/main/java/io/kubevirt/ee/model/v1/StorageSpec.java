package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1TypedLocalObjectReference;
import io.kubernetes.client.openapi.models.V1TypedObjectReference;
import io.kubernetes.client.openapi.models.V1VolumeResourceRequirements;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * A claim described by what is needed; the rest is chosen. At {@code
 * spec.dataVolumeTemplates[].spec.storage} of a VirtualMachine.
 */
@RecordBuilder
public record StorageSpec(
        List<String> accessModes,
        V1TypedLocalObjectReference dataSource,
        V1TypedObjectReference dataSourceRef,
        V1VolumeResourceRequirements resources,
        V1LabelSelector selector,
        String storageClassName,
        String volumeMode,
        String volumeName) {}
