package io.kubevirt.ee.handler.kube;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process wrote and its watch has not shown yet: so that it does not decide from what it
 * changed itself a moment ago.
 */
final class OwnWrites {

    private final Map<Key, VirtualMachineInstance> written = new ConcurrentHashMap<>();

    /** Remembers what the API server answered to a write. */
    void wrote(Key key, VirtualMachineInstance answer) {
        written.put(key, answer);
    }

    /** The newer of what the watch shows and what was written. */
    Optional<VirtualMachineInstance> overlay(Key key, Optional<VirtualMachineInstance> cached) {
        VirtualMachineInstance own = written.get(key);
        if (own == null) {
            return cached;
        }
        if (cached.isEmpty() || !isOlder(cached.get(), own)) {
            written.remove(key, own);
            return cached;
        }
        return Optional.of(own);
    }

    /** Versions of one uid grow; those of etcd are numbers. What is no number counts as newer. */
    private static boolean isOlder(VirtualMachineInstance cached, VirtualMachineInstance own) {
        if (!own.metadata().getUid().equals(cached.metadata().getUid())) {
            return false;
        }
        try {
            return Long.parseUnsignedLong(cached.metadata().getResourceVersion())
                    < Long.parseUnsignedLong(own.metadata().getResourceVersion());
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
