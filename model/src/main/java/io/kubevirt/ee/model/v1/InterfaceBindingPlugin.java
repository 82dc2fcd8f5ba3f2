package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.network.binding{}} of a KubeVirt. */
@RecordBuilder
public record InterfaceBindingPlugin(
        ResourceRequirementsWithoutClaims computeResourceOverhead,
        String domainAttachmentType,
        String downwardAPI,
        InterfaceBindingMigration migration,
        String networkAttachmentDefinition,
        String sidecarImage) {}
