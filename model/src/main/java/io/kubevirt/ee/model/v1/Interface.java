package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * A network card of the guest and how it is bound to the network of its name; exactly one binding.
 * At {@code spec.domain.devices.interfaces[]} of a VirtualMachineInstance.
 *
 * @param bootOrder 1 is tried first; unique over disks and interfaces
 * @param model virtio when absent
 */
@RecordBuilder
public record Interface(
        @AnyWidth Long acpiIndex,
        PluginBinding binding,
        @AnyWidth Long bootOrder,
        InterfaceBridge bridge,
        DHCPOptions dhcpOptions,
        String macAddress,
        DeprecatedInterfaceMacvtap macvtap,
        InterfaceMasquerade masquerade,
        String model,
        @Required String name,
        DeprecatedInterfacePasst passt,
        InterfacePasstBinding passtBinding,
        String pciAddress,
        @ListType("atomic") List<PortRange> portRanges,
        List<Port> ports,
        DeprecatedInterfaceSlirp slirp,
        InterfaceSRIOV sriov,
        String state,
        String tag) {}
