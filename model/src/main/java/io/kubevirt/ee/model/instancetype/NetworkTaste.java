package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.DevicePreferences;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.InterfaceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Objects;
import java.util.stream.Stream;

/** How a guest prefers its network cards. */
final class NetworkTaste {
    private final DevicePreferences taste;
    private final VirtualMachineInstanceSpec spec;

    NetworkTaste(DevicePreferences taste, VirtualMachineInstanceSpec spec) {
        this.taste = taste;
        this.spec = spec;
    }

    Interface apply(Interface stated) {
        InterfaceBuilder nic =
                InterfaceBuilder.builder(stated)
                        .model(Stated.or(stated.model(), taste.preferredInterfaceModel()));
        if (!isBound(stated) && isOnPodNetwork(stated)) {
            nic.masquerade(taste.preferredInterfaceMasquerade());
        }
        return nic.build();
    }

    private static boolean isBound(Interface nic) {
        return Stream.of(
                        nic.binding(),
                        nic.bridge(),
                        nic.macvtap(),
                        nic.masquerade(),
                        nic.passt(),
                        nic.passtBinding(),
                        nic.slirp(),
                        nic.sriov())
                .anyMatch(Objects::nonNull);
    }

    private boolean isOnPodNetwork(Interface nic) {
        return Absent.list(spec.networks()).stream()
                .anyMatch(
                        network ->
                                Objects.equals(nic.name(), network.name())
                                        && network.pod() != null);
    }
}
