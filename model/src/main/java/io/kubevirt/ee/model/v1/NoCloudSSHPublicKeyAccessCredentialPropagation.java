package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.accessCredentials[].sshPublicKey.propagationMethod.noCloud} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record NoCloudSSHPublicKeyAccessCredentialPropagation() {}
