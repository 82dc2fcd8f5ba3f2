package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * cloud-init data on a disk labelled config-2; each part in one of three forms: text, base64, or a
 * Secret. At {@code spec.volumes[].cloudInitConfigDrive} of a VirtualMachineInstance.
 */
@RecordBuilder
public record CloudInitConfigDriveSource(
        String networkData,
        String networkDataBase64,
        V1LocalObjectReference networkDataSecretRef,
        V1LocalObjectReference secretRef,
        String userData,
        String userDataBase64) {}
