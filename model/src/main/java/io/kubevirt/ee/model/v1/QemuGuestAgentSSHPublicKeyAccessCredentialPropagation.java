package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * {@code spec.accessCredentials[].sshPublicKey.propagationMethod.qemuGuestAgent} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record QemuGuestAgentSSHPublicKeyAccessCredentialPropagation(
        @Required @ListType("set") List<String> users) {}
