package io.kubevirt.ee.handler.downward;

import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** VMIs by their names, and what their guests have of figures. */
final class FakeGuests implements GuestMetrics, VmiStore {

    final Map<String, VirtualMachineInstance> vmis = new HashMap<>();

    /** By uid and volume. */
    final Map<String, String> disks = new HashMap<>();

    /** The guests' ends of the channels, in the order in which they were connected. */
    final List<SocketChannel> ends = new ArrayList<>();

    /** Uids of guests whose disks cannot be written. */
    final Set<String> full = new HashSet<>();

    @Override
    public void write(String vmiUid, String volume, String text) throws IOException {
        if (full.contains(vmiUid)) {
            throw new IOException("no space left");
        }
        disks.put(vmiUid + " " + volume, text);
    }

    @Override
    public ByteChannel connect(String vmiUid) throws IOException {
        try (ServerSocketChannel qemu =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            ends.add(SocketChannel.open(qemu.getLocalAddress()));
            return qemu.accept();
        }
    }

    @Override
    public Optional<VirtualMachineInstance> cached(String namespace, String name) {
        return Optional.ofNullable(vmis.get(name));
    }

    @Override
    public Optional<VirtualMachineInstance> live(String namespace, String name) {
        throw new AssertionError("the API server is not asked");
    }

    @Override
    public boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
        throw new AssertionError("nothing is written");
    }

    @Override
    public void publish(VirtualMachineInstance about, ObjectEvent event) {
        throw new AssertionError("nothing is told");
    }
}
