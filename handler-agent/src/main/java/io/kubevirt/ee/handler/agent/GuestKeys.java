package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.runtime.loop.Key;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Every name that something on this node, or about this node, goes by. */
final class GuestKeys {

    private static final Logger LOG = System.getLogger(GuestKeys.class.getName());

    private final Supplier<Collection<Key>> vmis;
    private final Hypervisor hypervisor;
    private final GuestHost host;

    GuestKeys(Supplier<Collection<Key>> vmis, Hypervisor hypervisor, GuestHost host) {
        this.vmis = vmis;
        this.hypervisor = hypervisor;
        this.host = host;
    }

    /** All that can be seen now: what the hypervisor knows is missing while it is away. */
    Set<Key> all() {
        Set<Key> keys = here();
        keys.addAll(vmis.get());
        return keys;
    }

    /** Those of what is on the node, whoever it is for. */
    Set<Key> here() {
        Set<Key> keys = new TreeSet<>();
        host.known().forEach(guest -> keys.add(new Key(guest.namespace(), guest.name())));
        try {
            hypervisor.domains().stream()
                    .map(DomainView::name)
                    .map(GuestKeys::ofDomain)
                    .forEach(key -> key.ifPresent(keys::add));
        } catch (HypervisorUnavailable away) {
            LOG.log(Level.INFO, "domains are not listed now: {0}", away.getMessage());
        }
        return keys;
    }

    /** The key of a domain that is named as ours are. */
    static Optional<Key> ofDomain(String name) {
        int mark = name.indexOf('_');
        return mark > 0 && mark < name.length() - 1
                ? Optional.of(new Key(name.substring(0, mark), name.substring(mark + 1)))
                : Optional.empty();
    }
}
