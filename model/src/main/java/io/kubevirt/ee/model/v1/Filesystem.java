package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.filesystems[]} of a VirtualMachineInstance. */
@RecordBuilder
public record Filesystem(@Required String name, @Required FilesystemVirtiofs virtiofs) {}
