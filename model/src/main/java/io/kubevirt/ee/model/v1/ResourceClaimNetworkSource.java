package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.networks[].resourceClaim} of a VirtualMachineInstance. */
@RecordBuilder
public record ResourceClaimNetworkSource(String claimName, String requestName) {}
