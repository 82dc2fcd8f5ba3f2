package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.stream.GuestConnector;
import io.kubevirt.ee.handler.stream.GuestDevice;
import io.kubevirt.ee.model.domain.DomainIdentity;
import io.kubevirt.ee.model.domain.GuestResources;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Connects to the devices of a guest's qemu. */
public final class NodeGuestSockets implements GuestConnector {

    private final GuestDirectories directories;
    private final GraphicsOpener opener;

    /**
     * @param settings where guests are
     * @param opener reaches their graphics
     */
    public NodeGuestSockets(HostSettings settings, GraphicsOpener opener) {
        this.opener = opener;
        directories = new GuestDirectories(settings.guests(), settings.firstUid());
    }

    @Override
    public SocketChannel connect(String vmiUid, GuestDevice device, int slot) throws IOException {
        GuestDirectory guest =
                directories
                        .find(vmiUid)
                        .orElseThrow(() -> new IOException("no guest %s here".formatted(vmiUid)));
        return switch (device) {
            case CONSOLE ->
                    ConsoleSockets.connect(guest, guest.serialSocket().getFileName().toString());
            case VNC -> graphics(guest);
            case USB -> ConsoleSockets.connect(guest, GuestResources.usbSocketName(slot));
        };
    }

    private SocketChannel graphics(GuestDirectory guest) throws IOException {
        KnownGuest vmi = guest.guest();
        String domain = DomainIdentity.name(vmi.namespace(), vmi.name());
        SocketPair pair = SocketPair.make(guest.console());
        try (Descriptor qemus = pair.theirs()) {
            opener.open(domain, vmi.vmiUid(), qemus.fd());
            return pair.ours();
        } catch (IOException refused) {
            pair.ours().close();
            throw refused;
        }
    }
}
