package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.accessCredentials[].sshPublicKey.propagationMethod.configDrive} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record ConfigDriveSSHPublicKeyAccessCredentialPropagation() {}
