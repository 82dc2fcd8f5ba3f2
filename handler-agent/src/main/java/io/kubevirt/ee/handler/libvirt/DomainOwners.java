package io.kubevirt.ee.handler.libvirt;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whom running domains were made for, asked of libvirt once for each: the metadata of a domain that
 * runs does not change. A scrape is then a single call, however many guests there are. That matters
 * beside a qemu that does not answer, too: libvirt's client before 10.1 may lose the wake-up of a
 * call that follows right upon another one while a third waits (its virNetClientIOEventLoop).
 */
final class DomainOwners {

    /**
     * One run of a domain.
     *
     * @param id libvirt's number of the run; not given again on one connection
     */
    record Instance(String uuid, int id) {}

    private final Map<Instance, Optional<DomainOwner>> known = new ConcurrentHashMap<>();

    /**
     * The domain's owner; empty when it is not ours.
     *
     * @param metadata asks libvirt for the element of our namespace
     */
    Optional<DomainOwner> of(Instance instance, Supplier<Optional<String>> metadata) {
        Optional<DomainOwner> owner = known.get(instance);
        if (owner == null) {
            // Asked without a lock: the answer may never come.
            owner = metadata.get().flatMap(DomainOwner::parse);
            known.put(instance, owner);
        }
        return owner;
    }

    /** Forgets all but these. */
    void retain(Set<Instance> running) {
        known.keySet().retainAll(running);
    }
}
