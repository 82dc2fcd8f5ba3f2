package io.kubevirt.ee.runtime.loop;

/** Brings one object nearer to what it should be. */
@FunctionalInterface
public interface Reconciler {
    /**
     * Looks at the object anew (it may be gone) and does what is due. Never called for one key by
     * two threads at a time. Each wait inside has a deadline.
     *
     * @param key which object
     * @return when to look again
     * @throws Exception counts as {@link Outcome.Failed}
     */
    Outcome reconcile(Key key) throws Exception;
}
