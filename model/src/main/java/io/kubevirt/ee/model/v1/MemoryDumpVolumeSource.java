package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].memoryDump} of a VirtualMachineInstance. */
@RecordBuilder
public record MemoryDumpVolumeSource(
        @Required String claimName, Boolean hotpluggable, Boolean readOnly) {}
