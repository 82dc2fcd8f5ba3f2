package io.kubevirt.ee.model.vmi;

/** What can be the case with an instance, as far as the controller is concerned. */
public enum VmiSituation {
    /** New, and nothing holds it yet: no pod is made for what can vanish unseen. */
    FINALIZER_MISSING,
    /** Accepted, and it has no launcher pod yet. */
    POD_MISSING,
    /** It has no launcher pod yet, and a claim that the pod would mount is not there. */
    CLAIM_MISSING,
    /** It has no launcher pod yet, and neither the claim in which its state is to be kept. */
    STATE_CLAIM_MISSING,
    /** It has no launcher pod yet, and the claim for its state is there and not for it. */
    STATE_CLAIM_UNUSABLE,
    /** Its launcher pod is not ready yet, perhaps because of some trouble. */
    POD_WAITING,
    /** Its launcher pod runs on a node. */
    POD_READY,
    /** Its launcher pod ended, or is being deleted, and nobody had the guest yet. */
    POD_ENDED,
    /** It had a launcher pod, and that is gone, and nobody had the guest yet. */
    POD_VANISHED,
    /** The agent of its node answers for it. */
    HANDED_OVER,
    /** The agent of its node answered for it, and the node is gone. */
    NODE_LOST,
    /** Its node does not answer, and somebody vouches that the machine is off. */
    NODE_OUT_OF_SERVICE,
    /** Its node does not answer, its agent neither: nobody knows whether the guest runs. */
    NODE_SILENT,
    /** Its node is not well, and the instance still says that it is ready. */
    NODE_NOT_READY,
    /** Its node is not well, and all is said; its agent may still answer. */
    NODE_AWAITED,
    /** Its node is well again, and the instance still says that it is not. */
    NODE_BACK,
    /** Deleted before its hand-over; the pod is still wanted by nobody. */
    DELETED_POD_THERE,
    /** Deleted before its hand-over; the pod is on its way out. */
    DELETED_POD_LEAVING,
    /** Deleted before its hand-over; no pod is left. */
    DELETED_NOTHING_LEFT,
    /** Ended with its launcher; the kubelet may still say why. */
    ENDED_REASON_AWAITED,
    /** Ended with its launcher, and the pod says why. */
    ENDED_REASON_TO_TELL,
    /** Ended; the pod holds resources for nothing. */
    ENDED_POD_THERE,
    /** Ended; the pod is on its way out. */
    ENDED_POD_LEAVING,
    /** Ended; no pod is left. */
    ENDED_NOTHING_LEFT,
    /** Ended or deleted, nothing is left, and nothing of ours holds it. */
    RELEASED
}
