package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.accessCredentials[].sshPublicKey.source} of a VirtualMachineInstance. */
@RecordBuilder
public record SSHPublicKeyAccessCredentialSource(AccessCredentialSecretSource secret) {}
