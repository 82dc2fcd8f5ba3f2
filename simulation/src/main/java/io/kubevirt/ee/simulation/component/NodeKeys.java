package io.kubevirt.ee.simulation.component;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.simulation.node.SimNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Names that something on a node goes by.
 *
 * @param node the node
 */
record NodeKeys(SimNode node) {

    /** What can be seen now: domains only while libvirtd is there. */
    List<Key> all() {
        List<Key> keys = new ArrayList<>();
        for (KnownGuest guest : node.files().known()) {
            keys.add(new Key(guest.namespace(), guest.name()));
        }
        if (!node.libvirtd().isAway()) {
            for (DomainView domain : node.libvirtd().domains()) {
                keys.add(ofDomain(domain.name()));
            }
        }
        return keys;
    }

    /** The key of a domain's name, {@code <namespace>_<name>}. */
    static Key ofDomain(String name) {
        int cut = name.indexOf('_');
        return new Key(name.substring(0, cut), name.substring(cut + 1));
    }
}
