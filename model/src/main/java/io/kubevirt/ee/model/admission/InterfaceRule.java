package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Bindings;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Network;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Interfaces: a network for each, one binding, a model and addresses that exist. */
final class InterfaceRule implements Rule {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Set<String> MODELS =
            Set.of("virtio", "e1000", "e1000e", "igb", "ne2k_pci", "pcnet", "rtl8139");
    private static final Set<String> STATES = Set.of("up", "down", "absent");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        Set<String> networks =
                spec.networks().stream().map(Network::name).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        List<Interface> interfaces = spec.interfaces();
        for (int i = 0; i < interfaces.size(); i++) {
            Interface nic = interfaces.get(i);
            String path = "domain.devices.interfaces[" + i + "]";
            name(nic, path, findings);
            if (!seen.add(nic.name())) {
                findings.duplicate(path + ".name", "is the name of another interface too");
            }
            if (!networks.contains(nic.name())) {
                findings.invalid(path + ".name", "is the name of no network");
            }
            binding(spec, nic, path, findings);
            device(nic, path, findings);
            discontinued(nic, path, findings);
        }
    }

    private static void name(Interface nic, String path, Findings findings) {
        if (nic.name() == null || !NAME.matcher(nic.name()).matches()) {
            findings.invalid(path + ".name", "may hold letters, digits, - and _ only");
        }
    }

    private static void binding(GuestSpec spec, Interface nic, String path, Findings findings) {
        if (Bindings.of(nic).count() > 1) {
            findings.invalid(path, "must have one binding");
        }
        boolean elsewhere =
                spec.networks().stream()
                        .anyMatch(n -> Objects.equals(n.name(), nic.name()) && n.pod() == null);
        if (nic.masquerade() != null && elsewhere) {
            findings.invalid(path + ".name", "is masqueraded, which needs the pod network");
        }
        if (nic.passtBinding() != null && elsewhere) {
            findings.invalid(path + ".name", "is bound by passt, which needs the pod network");
        }
    }

    private static void device(Interface nic, String path, Findings findings) {
        if (Text.isPresent(nic.model()) && !MODELS.contains(nic.model())) {
            findings.notSupported(
                    path + ".model", "must be one of " + String.join(", ", sortedModels()));
        }
        if (Text.isPresent(nic.macAddress()) && !IpAddress.isMac(nic.macAddress())) {
            findings.invalid(path + ".macAddress", "must look like 02:00:00:00:00:01");
        }
        if (Text.isPresent(nic.pciAddress()) && !Text.isPciAddress(nic.pciAddress())) {
            findings.invalid(path + ".pciAddress", "must look like 0000:01:00.0");
        }
        state(nic, path, findings);
    }

    private static void state(Interface nic, String path, Findings findings) {
        if (Text.isAbsent(nic.state())) {
            return;
        }
        if (!STATES.contains(nic.state())) {
            findings.invalid(path + ".state", "must be up, down or absent");
        } else if (nic.passtBinding() != null) {
            findings.invalid(path + ".state", "cannot be set where passt is the binding");
        }
    }

    /** Ways of old, in fields of their own; passt is another field now. */
    private static void discontinued(Interface nic, String path, Findings findings) {
        if (nic.slirp() != null) {
            findings.invalid(path + ".slirp", "was discontinued with KubeVirt v1.3");
        }
        if (nic.passt() != null) {
            findings.invalid(
                    path + ".passt", "was discontinued with KubeVirt v1.3: passtBinding took over");
        }
    }

    private static List<String> sortedModels() {
        return MODELS.stream().sorted().toList();
    }
}
