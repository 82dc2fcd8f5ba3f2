package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.volumeSnapshotStatuses[]} of a VirtualMachine. */
@RecordBuilder
public record VolumeSnapshotStatus(
        @Required Boolean enabled, @Required String name, String reason) {}
