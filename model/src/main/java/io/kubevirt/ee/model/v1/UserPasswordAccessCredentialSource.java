package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.accessCredentials[].userPassword.source} of a VirtualMachineInstance. */
@RecordBuilder
public record UserPasswordAccessCredentialSource(AccessCredentialSecretSource secret) {}
