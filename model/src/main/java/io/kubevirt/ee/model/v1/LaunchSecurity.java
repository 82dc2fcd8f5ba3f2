package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.launchSecurity} of a VirtualMachineInstance. */
@RecordBuilder
public record LaunchSecurity(SEV sev, SEVSNP snp, TDX tdx) {}
