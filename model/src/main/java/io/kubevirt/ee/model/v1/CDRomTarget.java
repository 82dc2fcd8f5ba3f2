package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A volume shown as a CD-ROM drive. At {@code spec.domain.devices.disks[].cdrom} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record CDRomTarget(String bus, Boolean readonly, String tray) {}
