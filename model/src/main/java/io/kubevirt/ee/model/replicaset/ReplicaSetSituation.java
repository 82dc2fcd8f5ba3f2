package io.kubevirt.ee.model.replicaset;

/** What can be the case with a replica set. */
public enum ReplicaSetSituation {
    /** It is being deleted: its instances go, or stay, as whoever deletes it has said. */
    DELETED,
    /** Its selector is none, or does not match what the template would make. */
    SELECTOR_WRONG,
    /** An instance without an owner is its own by the labels, or one of its own no more. */
    CLAIMS_DUE,
    /** Nothing is created or deleted while it is paused. */
    PAUSED,
    /** Fewer instances than wanted. */
    TOO_FEW,
    /** More instances than wanted. */
    TOO_MANY,
    /** As many as wanted, and beside them some that have ended or are lost. */
    FINISHED_LEFT,
    /** As many as wanted. */
    AS_WANTED
}
