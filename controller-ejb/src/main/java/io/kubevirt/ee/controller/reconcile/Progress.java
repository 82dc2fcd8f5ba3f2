package io.kubevirt.ee.controller.reconcile;

import io.kubevirt.ee.controller.port.Write;

/** How a pass goes on after one of its writes. */
sealed interface Progress {
    /** With the next write. */
    record On() implements Progress {}

    /** Not at all: what was decided on is not so any more. */
    record LookAgain() implements Progress {}

    /** Not at all: the API server will not have it. */
    record Refused(String why) implements Progress {}

    Progress ON = new On();

    /** After a write to an object that was there. */
    static <T> Progress after(Write<T> write) {
        return switch (write) {
            case Write.Stored<T> stored -> ON;
            case Write.Gone<T> gone -> ON;
            case Write.Taken<T> taken -> new LookAgain();
            case Write.Stale<T> stale -> new LookAgain();
            case Write.Refused<T>(String why) -> new Refused(why);
        };
    }
}
