package io.kubevirt.ee.handler.port;

import java.util.List;
import java.util.Optional;

/**
 * Where a guest's interface answers.
 *
 * @param interfaceName the interface's name in the VMI
 * @param ips the pod's addresses, the first is the one shown as the guest's
 * @param podInterface the interface in the pod's network namespace, such as {@code eth0}
 * @param mac that the guest took over from its pod
 */
public record GuestAddress(
        String interfaceName, List<String> ips, String podInterface, Optional<String> mac) {

    /** Of a guest with a MAC address of its own. */
    public GuestAddress(String interfaceName, List<String> ips, String podInterface) {
        this(interfaceName, ips, podInterface, Optional.empty());
    }

    /** Copies the list. */
    public GuestAddress {
        ips = List.copyOf(ips);
    }
}
