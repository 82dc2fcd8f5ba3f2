package io.kubevirt.ee.handler.libvirt;

import java.util.regex.Pattern;

/**
 * Whether an agent inside a guest has opened its channel, from the XML of the running domain: there
 * libvirt keeps the state that its events tell of, so a restart of either side loses nothing.
 */
final class AgentChannel {

    private static final Pattern CONNECTED =
            Pattern.compile(
                    "<target\\b(?=[^>]*\\bname=['\"]org\\.qemu\\.guest_agent\\.0['\"])"
                            + "(?=[^>]*\\bstate=['\"]connected['\"])[^>]*>");

    private AgentChannel() {}

    static boolean connected(String domainXml) {
        return CONNECTED.matcher(domainXml).find();
    }
}
