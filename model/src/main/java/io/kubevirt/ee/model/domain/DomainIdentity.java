package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a VMI's domain is called. */
public final class DomainIdentity {

    private DomainIdentity() {}

    /** {@code <namespace>_<name>}: no namespace holds an underscore. */
    public static String name(String namespace, String name) {
        return namespace + "_" + name;
    }

    /** {@code <namespace>_<name>} of a VMI. */
    public static String name(VirtualMachineInstance vmi) {
        return name(vmi.metadata().getNamespace(), vmi.metadata().getName());
    }

    /**
     * The UUID that guest and libvirt see: the VMI's, or one made from its names, so that a machine
     * keeps its identity when it is started again.
     */
    public static String uuid(VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.spec().domain().firmware())
                .map(Firmware::uuid)
                .map(uuid -> uuid.toLowerCase(Locale.ROOT))
                .orElseGet(() -> ofNames(vmi));
    }

    private static String ofNames(VirtualMachineInstance vmi) {
        String names = vmi.metadata().getNamespace() + "/" + vmi.metadata().getName();
        return UUID.nameUUIDFromBytes(("kubevirt.io/" + names).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
