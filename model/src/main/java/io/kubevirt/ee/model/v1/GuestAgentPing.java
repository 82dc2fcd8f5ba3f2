package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.livenessProbe.guestAgentPing} of a VirtualMachineInstance and elsewhere. */
@RecordBuilder
public record GuestAgentPing() {}
