package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.accessCredentials[].sshPublicKey.propagationMethod} of a VirtualMachineInstance. */
@RecordBuilder
public record SSHPublicKeyAccessCredentialPropagationMethod(
        ConfigDriveSSHPublicKeyAccessCredentialPropagation configDrive,
        NoCloudSSHPublicKeyAccessCredentialPropagation noCloud,
        QemuGuestAgentSSHPublicKeyAccessCredentialPropagation qemuGuestAgent) {}
