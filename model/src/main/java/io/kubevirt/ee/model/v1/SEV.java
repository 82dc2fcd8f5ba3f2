package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.launchSecurity.sev} of a VirtualMachineInstance. */
@RecordBuilder
public record SEV(SEVAttestation attestation, String dhCert, SEVPolicy policy, String session) {}
