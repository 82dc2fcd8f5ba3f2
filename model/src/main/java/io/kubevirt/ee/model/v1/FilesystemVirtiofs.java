package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.filesystems[].virtiofs} of a VirtualMachineInstance. */
@RecordBuilder
public record FilesystemVirtiofs() {}
