package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.launchSecurity.sev.policy} of a VirtualMachineInstance. */
@RecordBuilder
public record SEVPolicy(Boolean encryptedState) {}
