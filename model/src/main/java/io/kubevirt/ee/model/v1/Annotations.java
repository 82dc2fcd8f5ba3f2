package io.kubevirt.ee.model.v1;

/** Annotations that we read or write, by KubeVirt's names. */
public final class Annotations {
    /** On launcher pods: name of the instance. */
    public static final String DOMAIN = "kubevirt.io/domain";

    /** On nodes: when the agent was last seen alive, RFC 3339. */
    public static final String NODE_HEARTBEAT = "kubevirt.io/heartbeat";

    private Annotations() {}
}
