package io.kubevirt.ee.handler.device;

/** What there is to do about the kubelet. */
enum PluginSituation {
    /** The node has no kubelet, or not yet: there is nothing to listen for. */
    NO_FOLDER,
    /** Something failed a moment ago. */
    PAUSED,
    /** Our server does not run, or its socket was taken away: a kubelet that starts does that. */
    NOT_SERVING,
    /** We listen, and nobody is there. */
    NO_KUBELET,
    /** The kubelet that is there does not know our server. */
    UNKNOWN_TO_KUBELET,
    /** It was told, and did not come, or left. */
    NOT_WATCHED,
    /** The kubelet knows what there is. */
    SETTLED
}
