package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Arrays;
import java.util.Optional;

/** What a guest's CPUs are, and with them its board: the architectures that there are guests of. */
public enum Architecture {
    /** 64-bit x86. */
    AMD64("amd64", "x86_64", "q35"),
    /** 64-bit Arm. */
    ARM64("arm64", "aarch64", "virt");

    private final String value;
    private final String libvirtName;
    private final String machine;

    Architecture(String value, String libvirtName, String machine) {
        this.value = value;
        this.libvirtName = libvirtName;
        this.machine = machine;
    }

    /** As the API and a node's label {@code kubernetes.io/arch} have it. */
    public String value() {
        return value;
    }

    /** As libvirt, qemu and the kernel have it. */
    public String libvirtName() {
        return libvirtName;
    }

    /** The machine type that libvirt knows wherever it knows the architecture. */
    public String machine() {
        return machine;
    }

    /**
     * Of an instance, {@link #AMD64} unless stated.
     *
     * @throws IllegalArgumentException for one that admission refuses
     */
    public static Architecture of(VirtualMachineInstanceSpec spec) {
        String stated = spec.architecture();
        if (stated == null || stated.isEmpty()) {
            return AMD64;
        }
        return find(stated)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "architecture " + stated + " got past admission"));
    }

    /** By the API's name; empty for one that there are no guests of. */
    public static Optional<Architecture> find(String value) {
        return Arrays.stream(values()).filter(one -> one.value.equals(value)).findFirst();
    }

    /** By libvirt's name; empty for one that there are no guests of. */
    public static Optional<Architecture> ofLibvirt(String name) {
        return Arrays.stream(values()).filter(one -> one.libvirtName.equals(name)).findFirst();
    }
}
