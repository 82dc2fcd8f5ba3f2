package io.kubevirt.ee.simulation.world;

/**
 * What the simulation does to the components. Each kind is counted: one that never happens tests
 * nothing.
 */
public enum Fault {
    /** virt-controller dies right after a write, before it could do anything else. */
    CONTROLLER_DIES_AFTER_WRITE,
    /** virt-handler dies right after a write to the API, the node or libvirt. */
    AGENT_DIES_AFTER_WRITE,
    /** virt-controller is killed between two passes; what it knew is gone. */
    CONTROLLER_KILLED,
    /** virt-handler is killed between two passes. */
    AGENT_KILLED,
    /** A new leader is at work while the old one ends its pass. */
    TWO_LEADERS,

    /** A watch breaks and loses a change; the next list shows its result. */
    MISSED_CHANGE,
    /** Several changes of one object arrive as one. */
    MERGED_CHANGES,
    /** A later change of one object arrives before an earlier one of another. */
    REORDERED_CHANGES,
    /** A watch is too old (410): everything is listed anew. */
    EXPIRED_WATCH,
    /** A list is answered by an API server that lags behind: the cache goes back in time. */
    STALE_LIST,
    /** A component decides on a cache that is behind the API server. */
    STALE_READ,

    /** Somebody else acts between a component's reading and its write. */
    INTERLEAVED,
    /** The API server refuses a write because the object changed (409). */
    CONFLICT,
    /** A request does not reach the API server. */
    REQUEST_LOST,
    /** A write is done, and its answer is lost. */
    ANSWER_LOST,
    /** The API server will not have a new object (403). */
    QUOTA_EXCEEDED,

    /** libvirtd is away for a while; its guests run on. */
    LIBVIRTD_AWAY,
    /** libvirt does what it is asked for, and its answer is too late. */
    LIBVIRT_ANSWER_LOST,
    /** libvirt does not answer and does nothing. */
    LIBVIRT_DEAF,
    /** libvirt does what it is asked for long after everybody stopped waiting. */
    LIBVIRT_LATE,
    /** An event of libvirt does not reach the agent. */
    LIBVIRT_EVENT_LOST,
    /** libvirt refuses to start a domain, for now. */
    START_REFUSED,
    /** Something a guest needs is not there yet. */
    GUEST_NOT_YET,
    /** The node cannot give a guest what it needs, for now. */
    GUEST_REFUSED,
    /** The node itself fails: a full disk. */
    NODE_TROUBLE,

    /** A guest's qemu dies. */
    GUEST_CRASHED,
    /** A guest shuts itself down. */
    GUEST_POWERED_OFF,
    /** Somebody ends a guest through libvirt. */
    GUEST_DESTROYED,
    /** A guest ends and libvirt does not know how. */
    GUEST_END_UNKNOWN,
    /** Somebody, a full disk or the guest itself pauses a guest. */
    GUEST_PAUSED,
    /** A launcher is killed. */
    LAUNCHER_KILLED,
    /** The kubelet evicts a pod. */
    POD_EVICTED,
    /** No node takes a pod, for a while. */
    POD_UNSCHEDULABLE,
    /** An image cannot be pulled, for a while. */
    IMAGE_NOT_PULLED,

    /** A node's kubelet and agent do not reach the API server; its guests run on. */
    NODE_UNREACHABLE,
    /** A node loses its power; it starts again later. */
    NODE_POWER_LOST,
    /** A node that is off is removed from the cluster. */
    NODE_REMOVED,
    /** A node that is off is declared to be out of service, by the taint. */
    NODE_OUT_OF_SERVICE,
    /**
     * A node that is only cut off is removed, against the rules; it comes back and its guests run.
     */
    NODE_REMOVED_RUNNING,
    /** A node does not answer for so long that its instances are unknown. */
    INSTANCE_UNKNOWN,
    /** An instance is given up with its node. */
    INSTANCE_LOST,
    /** A wall clock jumps ahead. */
    CLOCK_AHEAD,
    /** A wall clock jumps back. */
    CLOCK_BACK,

    /** A user deletes a machine. */
    MACHINE_DELETED,
    /** A user deletes a machine and creates it anew. */
    MACHINE_RECREATED,
    /** A user changes a machine's run strategy. */
    STRATEGY_CHANGED,
    /** A user asks for a start, a stop or a restart. */
    START_STOP_ASKED,
    /** A user deletes an instance. */
    INSTANCE_DELETED,
    /** A user deletes a launcher pod. */
    POD_DELETED,
    /** A user deletes a launcher pod and does not wait for its node. */
    POD_FORCED,
    /** A user takes the finalizers off an instance. */
    FINALIZERS_STRIPPED,
    /** A user creates an instance of a machine's name. */
    INSTANCE_OF_USER,
    /** A domain that is nobody's of ours has the name that a guest needs. */
    STRANGERS_DOMAIN
}
