package io.kubevirt.ee.handler.reconcile;

/**
 * When what failed is, or was, tried again.
 *
 * @param starts refused starts, and when the next is due
 * @param resumes guests that a failed disk has paused, and when they were last let run
 */
record Attempts(RememberedTimes starts, RememberedTimes resumes) {
    Attempts() {
        this(new RememberedTimes(), new RememberedTimes());
    }
}
