package io.kubevirt.ee.handler.device;

import io.kubevirt.ee.model.node.KvmResource;
import io.kubevirt.ee.model.node.VsockResource;

/** A device of the node that many guests can use at once. */
public enum DeviceKind {
    /** What runs guests. */
    KVM("kvm", KvmResource.NAME),
    /** The node's side of guests' VSOCKs. */
    VHOST_VSOCK("vhost-vsock", VsockResource.NAME);

    private final String name;
    private final String resource;

    DeviceKind(String name, String resource) {
        this.name = name;
        this.resource = resource;
    }

    /** As the kubelet's names of it begin. */
    String prefix() {
        return name;
    }

    /** Its path, on the node and in containers. */
    String path() {
        return "/dev/" + name;
    }

    /** The plugin's socket, in the kubelet's folder. */
    String socket() {
        return "kubevirt-" + name + ".sock";
    }

    /** Its name in a Node's status. */
    String resource() {
        return resource;
    }
}
