package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.hostDevices[]} of a VirtualMachineInstance. */
@RecordBuilder
public record HostDevice(
        String claimName,
        String deviceName,
        @Required String name,
        String requestName,
        String tag) {}
