package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.util.List;
import java.util.Optional;

/** The guest's VSOCK. qemu has none of before virtio 1.0; libvirtd opens the node's side. */
final class VsockPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        if (!Absent.flag(request.devices().autoattachVSOCK())) {
            return List.of();
        }
        long cid =
                Optional.ofNullable(request.vmi().status())
                        .map(VirtualMachineInstanceStatus::vsockCid)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the VSOCK was given no context id"));
        return List.of(
                Element.of("vsock")
                        .with("model", "virtio-non-transitional")
                        .with(Element.of("cid").with("auto", "no").with("address", cid)));
    }
}
