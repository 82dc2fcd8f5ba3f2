package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.OneOf;
import io.kubevirt.ee.model.v1.schema.Open;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The hardware of the guest. At {@code spec.domain} of a VirtualMachineInstance. */
@RecordBuilder
public record DomainSpec(
        Chassis chassis,
        @Open Clock clock,
        CPU cpu,
        @Required Devices devices,
        Features features,
        Firmware firmware,
        DiskIOThreads ioThreads,
        String ioThreadsPolicy,
        LaunchSecurity launchSecurity,
        Machine machine,
        Memory memory,
        @OneOf({"Reboot", "Terminate"}) String rebootPolicy,
        ResourceRequirements resources) {}
