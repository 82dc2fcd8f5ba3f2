package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.accessCredentials[].sshPublicKey.source.secret} of a VirtualMachineInstance and
 * elsewhere.
 */
@RecordBuilder
public record AccessCredentialSecretSource(@Required String secretName) {}
