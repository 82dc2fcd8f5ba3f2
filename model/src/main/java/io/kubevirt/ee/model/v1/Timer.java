package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** The timers of the guest. At {@code spec.domain.clock.timer} of a VirtualMachineInstance. */
@RecordBuilder
public record Timer(HPETTimer hpet, HypervTimer hyperv, KVMTimer kvm, PITTimer pit, RTCTimer rtc) {}
