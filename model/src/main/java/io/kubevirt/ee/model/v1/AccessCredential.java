package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.accessCredentials[]} of a VirtualMachineInstance. */
@RecordBuilder
public record AccessCredential(
        SSHPublicKeyAccessCredential sshPublicKey, UserPasswordAccessCredential userPassword) {}
