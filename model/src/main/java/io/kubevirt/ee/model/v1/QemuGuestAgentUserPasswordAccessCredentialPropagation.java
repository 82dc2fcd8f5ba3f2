package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.accessCredentials[].userPassword.propagationMethod.qemuGuestAgent} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record QemuGuestAgentUserPasswordAccessCredentialPropagation() {}
