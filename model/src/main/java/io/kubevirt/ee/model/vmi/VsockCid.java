package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The context id of a guest: its address among the VSOCKs of a node. */
public final class VsockCid {
    /** Those below are the hypervisor's, the loopback's and the host's. */
    private static final long FIRST = 3;

    /** The next one, the last of 32 bits, means any. */
    private static final long LAST = 0xffff_fffeL;

    private VsockCid() {}

    /** The one that an instance has. */
    public static Optional<Long> of(VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.status()).map(VirtualMachineInstanceStatus::vsockCid);
    }

    /** Whether an instance shall have one and has none yet. */
    static boolean isMissing(VirtualMachineInstance vmi) {
        return Absent.flag(vmi.spec().domain().devices().autoattachVSOCK()) && of(vmi).isEmpty();
    }

    /**
     * The first free one, from that on which an instance's uid says: so it is the same whoever
     * looks, and hardly ever one of a guest that has just gone.
     */
    public static long choose(String uid, Set<Long> taken) {
        long hash =
                UUID.nameUUIDFromBytes(uid.getBytes(StandardCharsets.UTF_8))
                        .getMostSignificantBits();
        long cid = FIRST + Math.floorMod(hash, LAST - FIRST + 1);
        while (taken.contains(cid)) {
            cid = cid == LAST ? FIRST : cid + 1;
        }
        return cid;
    }
}
