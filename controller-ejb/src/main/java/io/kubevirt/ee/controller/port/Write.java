package io.kubevirt.ee.controller.port;

/**
 * What came of a write.
 *
 * @param <T> the kind of object
 */
public sealed interface Write<T> {
    /** It is done. */
    record Stored<T>(T object) implements Write<T> {}

    /**
     * It is done, and nothing is there to show for it: an object was deleted, or was gone before.
     */
    record Gone<T>() implements Write<T> {}

    /** An object of this name was there before. */
    record Taken<T>(T existing) implements Write<T> {}

    /** The object changed since it was read, or is another one now: look again. */
    record Stale<T>() implements Write<T> {}

    /**
     * The API server will not have it: invalid, forbidden, beyond a quota.
     *
     * @param why the server's words
     */
    record Refused<T>(String why) implements Write<T> {}
}
