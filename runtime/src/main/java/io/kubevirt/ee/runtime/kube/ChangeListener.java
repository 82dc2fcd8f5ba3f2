package io.kubevirt.ee.runtime.kube;

import java.util.Optional;

/**
 * Hears of changes, on the informer's thread: it only notes a key and returns.
 *
 * @param <T> the kind watched
 */
@FunctionalInterface
public interface ChangeListener<T> {
    /**
     * An object appeared ({@code before} is empty), changed, or went ({@code after} is empty).
     *
     * @param before as it was in the cache
     * @param after as it is in the cache now
     */
    void changed(Optional<T> before, Optional<T> after);
}
