package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.pvc} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourcePVC(@Required String name, @Required String namespace) {}
