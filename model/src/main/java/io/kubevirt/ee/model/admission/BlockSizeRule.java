package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.BlockSize;
import io.kubevirt.ee.model.v1.CustomBlockSize;
import io.kubevirt.ee.model.v1.Disk;
import java.util.List;

/** Block sizes that a disk shows: powers of two, the logical one not above the physical one. */
final class BlockSizeRule implements Rule {
    private static final long LEAST_BYTES = 512;
    private static final long MOST_BYTES = 2 << 20;

    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<Disk> disks = spec.disks();
        for (int i = 0; i < disks.size(); i++) {
            BlockSize size = disks.get(i).blockSize();
            if (size != null && size.custom() != null) {
                check(size, "domain.devices.disks[" + i + "].blockSize", findings);
            }
        }
    }

    private static void check(BlockSize size, String path, Findings findings) {
        if (size.matchVolume() != null && !Boolean.FALSE.equals(size.matchVolume().enabled())) {
            findings.invalid(path, "cannot match the volume and be custom");
            return;
        }
        CustomBlockSize custom = size.custom();
        long logical = custom.logical() == null ? 0 : custom.logical();
        long physical = custom.physical() == null ? 0 : custom.physical();
        if (logical > physical) {
            findings.invalid(path + ".custom.logical", "must not be above the physical size");
            return;
        }
        bytes(path + ".custom.logical", logical, findings);
        bytes(path + ".custom.physical", physical, findings);
    }

    private static void bytes(String path, long bytes, Findings findings) {
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES || Long.bitCount(bytes) != 1) {
            findings.invalid(path, "must be a power of 2 from 512 to 2097152 bytes");
        }
    }
}
