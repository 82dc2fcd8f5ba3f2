package io.kubevirt.ee.model.v1;

import java.util.Objects;
import java.util.stream.Stream;

/** How an interface is bound to its network: KubeVirt has a field for each way. */
public final class Bindings {
    private Bindings() {}

    /** Every binding that the interface states; one is right. */
    public static Stream<Object> of(Interface nic) {
        return Stream.<Object>of(
                        nic.binding(),
                        nic.bridge(),
                        nic.macvtap(),
                        nic.masquerade(),
                        nic.passt(),
                        nic.passtBinding(),
                        nic.slirp(),
                        nic.sriov())
                .filter(Objects::nonNull);
    }
}
