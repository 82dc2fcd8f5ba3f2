package io.kubevirt.ee.handler.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.node.NodeCapabilities;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.jna.ConnectionPointer;

/** Asks libvirt what its node can run; libvirt-java lacks two of the three questions. */
final class CapabilityCalls {

    /** C signatures; the names are libvirt's. */
    private interface Functions extends Library {
        Pointer virConnectGetDomainCapabilities(
                ConnectionPointer connection,
                String emulator,
                String architecture,
                String machine,
                String accelerator,
                int flags);

        Pointer virConnectBaselineHypervisorCPU(
                ConnectionPointer connection,
                String emulator,
                String architecture,
                String machine,
                String accelerator,
                String[] cpus,
                int count,
                int flags);
    }

    private static final int EXPAND_FEATURES = 1;
    private static final Functions LIBVIRT = Native.load("virt", Functions.class);

    private CapabilityCalls() {}

    /**
     * What the node of a connection can run, of its own architecture.
     *
     * @param accelerator {@code kvm} or {@code qemu}
     */
    static NodeCapabilities ask(Connect connect, String accelerator)
            throws LibvirtException, NativeRefusal {
        String libvirt = connect.getCapabilities();
        return ask(
                connect,
                libvirt,
                accelerator,
                CapabilityDocuments.architecture(libvirt)
                        // Libvirt says what it thinks of that on a node of another.
                        .orElse(Architecture.AMD64));
    }

    /** The same of an architecture; of another than the node's an emulator knows something. */
    static NodeCapabilities ask(
            Connect connect, String libvirt, String accelerator, Architecture architecture)
            throws LibvirtException, NativeRefusal {
        ConnectionPointer connection = LibvirtNative.pointer(connect);
        String domain =
                text(
                        LIBVIRT.virConnectGetDomainCapabilities(
                                connection,
                                null,
                                architecture.libvirtName(),
                                architecture.machine(),
                                accelerator,
                                0));
        Optional<String> cpu = CapabilityDocuments.hostCpu(domain);
        Optional<String> expanded = Optional.empty();
        if (cpu.isPresent()) {
            expanded =
                    Optional.of(
                            text(
                                    LIBVIRT.virConnectBaselineHypervisorCPU(
                                            connection,
                                            null,
                                            architecture.libvirtName(),
                                            architecture.machine(),
                                            accelerator,
                                            new String[] {cpu.get()},
                                            1,
                                            EXPAND_FEATURES)));
        }
        return CapabilityDocuments.read(connect.getCapabilities(), architecture, domain, expanded);
    }

    private static String text(Pointer answer) throws NativeRefusal {
        if (answer == null) {
            throw LibvirtNative.lastRefusal();
        }
        try {
            return answer.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(answer));
        }
    }
}
