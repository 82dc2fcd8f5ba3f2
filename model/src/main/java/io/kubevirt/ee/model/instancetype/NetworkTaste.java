package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.DevicePreferences;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Bindings;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.InterfaceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Objects;

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
        if (Bindings.of(stated).findAny().isEmpty() && isOnPodNetwork(stated)) {
            nic.masquerade(taste.preferredInterfaceMasquerade());
        }
        return nic.build();
    }

    private boolean isOnPodNetwork(Interface nic) {
        return Absent.list(spec.networks()).stream()
                .anyMatch(
                        network ->
                                Objects.equals(nic.name(), network.name())
                                        && network.pod() != null);
    }
}
