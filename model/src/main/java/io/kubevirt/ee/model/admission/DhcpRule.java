package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DHCPOptions;
import io.kubevirt.ee.model.v1.DHCPPrivateOptions;
import io.kubevirt.ee.model.v1.Interface;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a guest is told by DHCP can be told: options of its own are 224 to 254, each once. */
final class DhcpRule implements Rule {
    private static final long FIRST_OWN = 224;
    private static final long LAST_OWN = 254;

    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<Interface> interfaces = spec.interfaces();
        for (int i = 0; i < interfaces.size(); i++) {
            DHCPOptions options = interfaces.get(i).dhcpOptions();
            if (options != null) {
                check(options, "domain.devices.interfaces[" + i + "].dhcpOptions", findings);
            }
        }
    }

    private static void check(DHCPOptions options, String path, Findings findings) {
        Stream.of(options.bootFileName(), options.tftpServerName())
                .filter(text -> Text.isPresent(text) && !DhcpExtras.isText(text))
                .forEach(text -> findings.invalid(path, "holds a text that DHCP cannot tell"));
        List<String> servers = Absent.list(options.ntpServers());
        for (int i = 0; i < servers.size(); i++) {
            if (!IpAddress.isV4(servers.get(i))) {
                findings.invalid(path + ".ntpServers[" + i + "]", "must be an IPv4 address");
            }
        }
        Set<Long> seen = new HashSet<>();
        for (DHCPPrivateOptions own : Absent.list(options.privateOptions())) {
            own(own, seen, path + ".privateOptions", findings);
        }
    }

    private static void own(
            DHCPPrivateOptions own, Set<Long> seen, String path, Findings findings) {
        boolean inRange =
                own.option() != null && own.option() >= FIRST_OWN && own.option() <= LAST_OWN;
        if (!inRange) {
            findings.invalid(path, "must be of the numbers 224 to 254");
        } else if (!seen.add(own.option())) {
            findings.invalid(path, "must have each number once");
        }
        if (own.value() == null || !DhcpExtras.isText(own.value())) {
            findings.invalid(path, "holds a text that DHCP cannot tell");
        }
    }
}
