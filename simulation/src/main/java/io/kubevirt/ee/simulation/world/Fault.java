package io.kubevirt.ee.simulation.world;

/**
 * What the simulation does to the components. Each kind is counted: one that never happens tests
 * nothing.
 */
public enum Fault {
    /** A component dies right after a write, before it could do anything else. */
    CRASH_AFTER_WRITE,
    /** A component is killed between two steps; what it knew is gone. */
    CRASH,
    /** A watch loses changes; the next relist shows their result. */
    MISSED_CHANGE,
    /** Several changes of one object arrive as one. */
    MERGED_CHANGES,
    /** A component decides on a cache that is behind the API server. */
    STALE_READ,
    /** libvirtd is away for a while; its guests run on. */
    LIBVIRTD_AWAY,
    /** A guest's qemu dies. */
    GUEST_CRASH,
    /** A guest shuts itself down. */
    GUEST_POWEROFF,
    /** A launcher is killed. */
    LAUNCHER_KILLED
}
