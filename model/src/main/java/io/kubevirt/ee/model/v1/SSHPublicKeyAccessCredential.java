package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.accessCredentials[].sshPublicKey} of a VirtualMachineInstance. */
@RecordBuilder
public record SSHPublicKeyAccessCredential(
        @Required SSHPublicKeyAccessCredentialPropagationMethod propagationMethod,
        @Required SSHPublicKeyAccessCredentialSource source) {}
