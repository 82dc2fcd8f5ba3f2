package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code status.volumeRequests[].addVolumeOptions} of a VirtualMachine. */
@RecordBuilder
public record AddVolumeOptions(
        @Required Disk disk,
        @ListType("atomic") List<String> dryRun,
        @Required String name,
        @Required HotplugVolumeSource volumeSource) {}
