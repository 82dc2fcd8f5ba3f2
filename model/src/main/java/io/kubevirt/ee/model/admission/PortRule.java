package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Port;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports that the pod forwards to the guest. */
final class PortRule implements Rule {
    private static final int HIGHEST = 65535;
    private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        for (int i = 0; i < spec.interfaces().size(); i++) {
            String path = "domain.devices.interfaces[" + i + "].ports";
            ports(Absent.list(spec.interfaces().get(i).ports()), path, findings);
        }
    }

    private static void ports(List<Port> ports, String path, Findings findings) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            Port port = ports.get(i);
            String at = path + "[" + i + "]";
            if (Text.isPresent(port.name())) {
                name(port.name(), names.add(port.name()), at + ".name", findings);
            }
            number(port, at, findings);
            if (Text.isPresent(port.protocol()) && !PROTOCOLS.contains(port.protocol())) {
                findings.invalid(at + ".protocol", "must be TCP or UDP");
            }
        }
    }

    private static void name(String name, boolean first, String path, Findings findings) {
        if (!first) {
            findings.duplicate(path, "is the name of another port too");
        }
        if (!Text.isPortName(name)) {
            findings.invalid(path, "must have 15 lower-case letters, digits and dashes or fewer");
        }
    }

    private static void number(Port port, String path, Findings findings) {
        int number = port.port() == null ? 0 : port.port();
        if (number == 0) {
            findings.required(path, "must have a port");
        } else if (number < 0 || number > HIGHEST) {
            findings.invalid(path, "must have a port from 1 to 65535");
        }
    }
}
