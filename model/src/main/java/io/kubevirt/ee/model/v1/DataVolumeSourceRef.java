package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.sourceRef} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceRef(@Required String kind, @Required String name, String namespace) {}
