package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.accessCredentials[].userPassword} of a VirtualMachineInstance. */
@RecordBuilder
public record UserPasswordAccessCredential(
        @Required UserPasswordAccessCredentialPropagationMethod propagationMethod,
        @Required UserPasswordAccessCredentialSource source) {}
