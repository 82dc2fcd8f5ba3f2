package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.inputs[]} of a VirtualMachineInstance. */
@RecordBuilder
public record Input(String bus, @Required String name, @Required String type) {}
