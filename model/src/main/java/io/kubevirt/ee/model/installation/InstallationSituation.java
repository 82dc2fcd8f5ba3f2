package io.kubevirt.ee.model.installation;

/** What can be the case with an installation. */
public enum InstallationSituation {
    /** Not everything was there and ready yet. */
    DEPLOYING,
    /** A program is there no more, or none of its pods is ready. */
    DOWN,
    /** Pods are being replaced by those of a newer form; each program has one that is ready. */
    UPDATING,
    /** Each program has a pod that is ready, and one has fewer than it should. */
    DEGRADED,
    /** Everything is there and ready. */
    READY
}
