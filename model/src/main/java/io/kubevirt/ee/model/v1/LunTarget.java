package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A volume shown as a SCSI LUN, commands passed through. At {@code spec.domain.devices.disks[].lun}
 * of a VirtualMachineInstance.
 */
@RecordBuilder
public record LunTarget(String bus, Boolean readonly, Boolean reservation) {}
