package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.guest.EndEvidence;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The node, as far as one guest changes it: directory, uid, images, taps, cgroups, network. Calls
 * for one VMI never overlap; calls for different VMIs do. All throw {@link
 * java.io.UncheckedIOException} on troubles of the node itself.
 */
public interface GuestHost extends ThawTimes {

    /**
     * Makes everything ready that must be there before the domain is defined. Idempotent: called
     * again for a prepared guest (also after a restart of the agent, also while the guest runs) it
     * changes nothing and returns the same.
     *
     * @throws GuestRefused when the launcher pod does not hold what the VMI names
     */
    PreparedGuest prepare(GuestOrder order) throws GuestRefused;

    /**
     * Moves a domain that was started paused into its launcher: qemu into the launcher's cgroups,
     * the taps into its network namespace, bridge, masquerade and DHCP. Idempotent; finishes what a
     * crash left half done.
     *
     * @param qemuPid process id of the domain's qemu, as the node sees it
     * @throws GuestRefused when the launcher is gone or its pod has no network
     */
    void adopt(PreparedGuest guest, long qemuPid, LauncherRef launcher) throws GuestRefused;

    /**
     * Whether the network of an adopted guest stands: also its DHCP server, which may have been
     * ended by the kernel. False asks for another {@link #adopt}.
     */
    boolean adopted(PreparedGuest guest, long qemuPid, LauncherRef launcher);

    /** Addresses of an adopted guest's interfaces; empty when the pod has no address (any more). */
    List<GuestAddress> addresses(PreparedGuest guest, LauncherRef launcher);

    /**
     * Names of the guest's volumes that it writes to and whose file system has no room for what it
     * writes. Of block devices nothing is known.
     */
    default List<String> fullVolumes(PreparedGuest guest) {
        return List.of();
    }

    /**
     * Removes everything of one guest from the node: mounts, taps, DHCP server, files. The domain
     * is ended and undefined before. Idempotent; nothing left is no error.
     */
    void release(String vmiUid);

    /**
     * What the node knows about the end of a guest that is not released yet. It may be looked at
     * while the guest still runs.
     */
    default EndEvidence endEvidence(String vmiUid) {
        return EndEvidence.NONE;
    }

    /**
     * Remembers, for {@link #endEvidence}, that the node ends this guest by itself because it is
     * cut off.
     */
    default void fenced(String vmiUid) {}

    /**
     * The texts of a Secret that the kubelet put into the launcher pod, by their keys.
     *
     * @param name of the Secret
     * @param folder in the launcher's container
     * @throws GuestRefused when it is not there, or holds what is no text
     */
    SortedMap<String, String> secret(LauncherRef launcher, String name, String folder)
            throws GuestRefused;

    /** Everything that something on this node was made for and not yet released. */
    Set<KnownGuest> known();
}
