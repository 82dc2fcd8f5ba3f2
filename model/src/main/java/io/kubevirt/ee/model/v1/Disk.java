package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How the guest sees a volume; at most one of disk, lun and cdrom, disk when none is given. At
 * {@code spec.domain.devices.disks[]} of a VirtualMachineInstance.
 *
 * @param bootOrder 1 is tried first; unique over disks and interfaces
 * @param cache none, writethrough or writeback
 */
@RecordBuilder
public record Disk(
        BlockSize blockSize,
        @AnyWidth Long bootOrder,
        String cache,
        CDRomTarget cdrom,
        Boolean changedBlockTracking,
        Boolean dedicatedIOThread,
        DiskTarget disk,
        String errorPolicy,
        String io,
        LunTarget lun,
        @Required String name,
        String serial,
        Boolean shareable,
        String tag) {}
