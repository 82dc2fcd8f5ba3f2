package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.handler.stream.GuestDevice;
import io.kubevirt.ee.handler.stream.StreamedGuests;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which guests of this node can be streamed, by the cached VMIs alone: consoles work while the API
 * server or libvirtd is away.
 */
final class StreamedVmis implements StreamedGuests {

    private final VmiStore vmis;

    StreamedVmis(VmiStore vmis) {
        this.vmis = vmis;
    }

    @Override
    public Answer find(String namespace, String name) {
        Optional<VirtualMachineInstance> vmi = vmis.cached(namespace, name);
        if (vmi.isEmpty()) {
            return new Answer.NotHere();
        }
        boolean running =
                vmi.map(VirtualMachineInstance::status)
                        .map(VirtualMachineInstanceStatus::phase)
                        .filter(VmiPhase.RUNNING.value()::equals)
                        .isPresent();
        return running
                ? new Answer.Running(
                        vmi.get().metadata().getUid(), devices(vmi.get()), address(vmi.get()))
                : new Answer.NotRunning();
    }

    /** The first interface's address, as KubeVirt has it. */
    private static Optional<InetAddress> address(VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.status().interfaces()).stream()
                .flatMap(List::stream)
                .findFirst()
                .map(VirtualMachineInstanceNetworkInterface::ipAddress)
                .flatMap(StreamedVmis::beyondTheNode);
    }

    /** Whatever a status says: no stream leads to the node itself. */
    private static Optional<InetAddress> beyondTheNode(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            boolean here =
                    address.isLoopbackAddress()
                            || address.isAnyLocalAddress()
                            || address.isLinkLocalAddress()
                            || address.isMulticastAddress()
                            || NetworkInterface.getByInetAddress(address) != null;
            return here ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        } catch (SocketException e) {
            throw new UncheckedIOException("addresses of this node", e);
        }
    }

    // Console and screen are there unless they are refused.
    private static Set<GuestDevice> devices(VirtualMachineInstance vmi) {
        Devices wanted = vmi.spec().domain().devices();
        Set<GuestDevice> devices = EnumSet.noneOf(GuestDevice.class);
        if (!Boolean.FALSE.equals(wanted.autoattachSerialConsole())) {
            devices.add(GuestDevice.CONSOLE);
        }
        if (!Boolean.FALSE.equals(wanted.autoattachGraphicsDevice())) {
            devices.add(GuestDevice.VNC);
        }
        if (wanted.clientPassthrough() != null) {
            devices.add(GuestDevice.USB);
        }
        return devices;
    }
}
