package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.DiskIOThreads;
import io.kubevirt.ee.model.v1.GPU;
import io.kubevirt.ee.model.v1.HostDevice;
import io.kubevirt.ee.model.v1.LaunchSecurity;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** {@code spec} of a VirtualMachineInstancetype. */
@RecordBuilder
public record VirtualMachineInstancetypeSpec(
        Map<String, String> annotations,
        @Required CPUInstancetype cpu,
        @ListType("atomic") List<GPU> gpus,
        @ListType("atomic") List<HostDevice> hostDevices,
        DiskIOThreads ioThreads,
        String ioThreadsPolicy,
        LaunchSecurity launchSecurity,
        @Required MemoryInstancetype memory,
        Map<String, String> nodeSelector,
        String schedulerName) {}
