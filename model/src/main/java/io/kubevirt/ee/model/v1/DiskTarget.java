package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A volume shown as a hard disk. At {@code spec.domain.devices.disks[].disk} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record DiskTarget(String bus, String pciAddress, Boolean readonly) {}
