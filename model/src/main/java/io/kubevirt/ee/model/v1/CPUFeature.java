package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.cpu.features[]} of a VirtualMachineInstance. */
@RecordBuilder
public record CPUFeature(@Required String name, String policy) {}
