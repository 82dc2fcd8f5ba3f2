package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.checkpoints[]} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeCheckpoint(@Required String current, @Required String previous) {}
