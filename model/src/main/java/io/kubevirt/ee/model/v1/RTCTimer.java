package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.clock.timer.rtc} of a VirtualMachineInstance. */
@RecordBuilder
public record RTCTimer(Boolean present, String tickPolicy, String track) {}
