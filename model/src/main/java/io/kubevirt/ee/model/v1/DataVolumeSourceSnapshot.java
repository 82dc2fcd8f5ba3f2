package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.snapshot} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceSnapshot(@Required String name, @Required String namespace) {}
