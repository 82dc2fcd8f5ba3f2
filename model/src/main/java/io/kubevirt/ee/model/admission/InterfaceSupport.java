package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Bindings;
import io.kubevirt.ee.model.v1.Interface;
import java.util.List;

/** What must be so of interfaces, where KubeVirt finds it elsewhere or does nothing of it. */
final class InterfaceSupport {
    private InterfaceSupport() {}

    static void check(GuestSpec spec, Findings findings) {
        List<Interface> interfaces = spec.interfaces();
        for (int i = 0; i < interfaces.size(); i++) {
            String path = "domain.devices.interfaces[" + i + "]";
            if (Bindings.of(interfaces.get(i)).findAny().isEmpty()) {
                findings.required(path, "must have a binding, such as masquerade: {}");
            }
            if (interfaces.get(i).passtBinding() != null) {
                passt(interfaces.get(i), path, findings);
            }
        }
    }

    private static void passt(Interface nic, String path, Findings findings) {
        if (Text.isPresent(nic.model()) && !"virtio".equals(nic.model())) {
            findings.notSupported(path + ".model", "must be virtio: passt has no other device");
        }
        if (nic.dhcpOptions() != null) {
            findings.notSupported(
                    path + ".dhcpOptions", "are not told by passt, which answers DHCP itself");
        }
    }
}
