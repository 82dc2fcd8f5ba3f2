package io.kubevirt.ee.api.eviction;

/** What is answered to who evicts a launcher pod. */
public sealed interface EvictionDecision {
    /** The pod goes; the guest is shut down with it. */
    record Allow() implements EvictionDecision {}

    /** It stays; {@code kubectl drain} tries again. */
    record Refuse(String message) implements EvictionDecision {}

    /**
     * It stays, and the instance says for whom it may concern that it is to leave its node.
     *
     * @param node the node to leave
     */
    record Mark(String node, String message) implements EvictionDecision {}
}
