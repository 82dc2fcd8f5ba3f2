package io.kubevirt.ee.handler.port;

import java.util.List;

/**
 * Where a guest's interface answers.
 *
 * @param interfaceName the interface's name in the VMI
 * @param ips the pod's addresses, the first is the one shown as the guest's
 * @param podInterface the interface in the pod's network namespace, such as {@code eth0}
 */
public record GuestAddress(String interfaceName, List<String> ips, String podInterface) {

    /** Copies the list. */
    public GuestAddress {
        ips = List.copyOf(ips);
    }
}
