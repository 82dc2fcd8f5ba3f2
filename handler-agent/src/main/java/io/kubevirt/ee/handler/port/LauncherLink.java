package io.kubevirt.ee.handler.port;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The launcher pods of this node, seen from their processes (the API server is not asked). */
public interface LauncherLink {

    /**
     * The living launcher of a VMI in a given pod. Empty: never started, or ended. A zombie has
     * ended.
     */
    Optional<LauncherRef> find(String podUid, String vmiUid);

    /**
     * When the launcher was told to stop and asked for its guest's graceful shutdown (by the node's
     * clock); empty: it was not.
     */
    Optional<Instant> stopRequestedAt(LauncherRef launcher);

    /**
     * Tells the launcher that its guest has ended. Idempotent; a launcher that is gone is no error.
     *
     * @param clean the guest ended by itself or as asked: the launcher may end with 0
     * @param reason a word for the launcher's log
     */
    void guestEnded(LauncherRef launcher, boolean clean, String reason);

    /**
     * Watches a launcher until it is gone: {@code changed} gets the VMI's uid when the launcher
     * asks to stop and when it ends. Watching the same launcher again changes nothing.
     * Notifications may be lost or doubled; the periodic look catches up.
     */
    void watch(LauncherRef launcher, Consumer<String> changed);
}
