package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].dataVolume} of a VirtualMachineInstance. */
@RecordBuilder
public record DataVolumeSource(Boolean hotpluggable, @Required String name) {}
