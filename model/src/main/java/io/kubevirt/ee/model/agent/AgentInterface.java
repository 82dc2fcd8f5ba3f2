package io.kubevirt.ee.model.agent;

import java.util.List;

/**
 * A network interface as the guest sees it.
 *
 * @param name of the device in the guest
 * @param mac lower case with colons; empty text where it has none
 * @param addresses without those that are valid on the link alone
 */
public record AgentInterface(String name, String mac, List<String> addresses) {

    /** Copies the list. */
    public AgentInterface {
        addresses = List.copyOf(addresses);
    }
}
