package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.interfaces[].binding} of a VirtualMachineInstance. */
@RecordBuilder
public record PluginBinding(@Required String name) {}
