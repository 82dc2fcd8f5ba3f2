package io.kubevirt.ee.simulation.world;

import java.util.EnumSet;
import java.util.Set;

/**
 * What will not get better in a seed: it concerns one machine, by its name, and everything that has
 * to do with it must say why it does not run.
 */
public final class Troubles {
    /** The machine that is in trouble; all others are well. */
    public static final String NAME = "d";

    /** One that does not pass. */
    public enum Trouble {
        /** No node takes its pods. */
        UNSCHEDULABLE,
        /** Its pods' image cannot be pulled. */
        NO_IMAGE,
        /** Its pods name a ConfigMap that is not there; only a kubelet's event tells. */
        NO_CONFIG,
        /** Its pods are beyond the namespace's quota. */
        NO_POD_QUOTA,
        /** Its instances are beyond the namespace's quota. */
        NO_INSTANCE_QUOTA,
        /** No node can give its guest what it needs now. */
        GUEST_REFUSED,
        /** Its guest can never start. */
        GUEST_IMPOSSIBLE,
        /** A domain that is not ours has its guest's name on every node. */
        STRANGERS_DOMAIN,
        /** No node has room for what its guest needs. */
        DISK_FULL,
        /** libvirt does not answer about its domain. */
        LIBVIRT_HANGS
    }

    private static final Set<Trouble> CRASH_LOOPS = EnumSet.of(Trouble.GUEST_IMPOSSIBLE);

    private final Trouble trouble;
    private boolean over;

    /** Draws one. */
    public Troubles(Chance chance) {
        trouble = chance.oneOf(EnumSet.allOf(Trouble.class));
    }

    /** It gets better after all. */
    public void end() {
        over = true;
    }

    /** The one of this seed. */
    public Trouble trouble() {
        return trouble;
    }

    /** Whether a name has this trouble. */
    public boolean has(String name, Trouble asked) {
        return !over && asked == trouble && name.equals(NAME);
    }

    /** Whether an object of the machine's never comes to rest, since it is tried again for ever. */
    public boolean restless(ObjectId id) {
        return !over
                && CRASH_LOOPS.contains(trouble)
                && (id.name().equals(NAME) || id.name().startsWith("virt-launcher-" + NAME + "-"));
    }
}
