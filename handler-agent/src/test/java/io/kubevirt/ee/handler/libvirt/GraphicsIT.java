package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.kubevirt.ee.model.guest.DomainView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The VNC server of a real guest, reached through a descriptor. */
class GraphicsIT {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final String GREETING = "RFB 003.008\n";

    private interface Libc extends Library {
        int socketpair(int domain, int type, int protocol, int[] descriptors);

        int read(int descriptor, byte[] buffer, int bytes);

        int close(int descriptor);
    }

    private static final Libc LIBC = Native.load("c", Libc.class);

    @Test
    void qemuGreetsWhoeverHoldsTheOtherEnd() throws Exception {
        try (ConnectedLibvirtd connected = new ConnectedLibvirtd()) {
            LibvirtHypervisor hypervisor = connected.hypervisor;
            hypervisor.startPaused(
                    "ns1_screen", new TestDomains(connected.libvirtd).bootSector("screen"));
            DomainView domain = hypervisor.find("ns1_screen").orElseThrow();
            int[] pair = new int[2];
            assertThat(LIBC.socketpair(AF_UNIX, SOCK_STREAM, 0, pair)).isZero();

            hypervisor.openGraphics("ns1_screen", "uid-screen", pair[1]);
            LIBC.close(pair[1]);

            byte[] greeting = new byte[GREETING.length()];
            assertThat(LIBC.read(pair[0], greeting, greeting.length)).isEqualTo(greeting.length);
            assertThat(new String(greeting, StandardCharsets.US_ASCII)).isEqualTo(GREETING);
            assertThatThrownBy(() -> hypervisor.openGraphics("ns1_screen", "other", pair[0]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not of VMI other");
            hypervisor.destroy(domain);
            assertThatThrownBy(() -> hypervisor.openGraphics("ns1_screen", "uid-screen", pair[0]))
                    .isInstanceOf(IOException.class);
            LIBC.close(pair[0]);
            hypervisor.undefine(domain);
        }
    }
}
