package io.kubevirt.ee.api.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class TlsProbeTest {

    @Test
    void aPortThatSaysNothingIsToldFromOneThatSaysNo() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TlsProbe.look(port.getLocalPort()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sayNo(port));
            assertThatThrownBy(() -> TlsProbe.look(port.getLocalPort()))
                    .isInstanceOf(SSLException.class);
        }
    }

    /** A fatal alert, "handshake failure". */
    private static void sayNo(ServerSocket port) {
        try (Socket client = port.accept()) {
            client.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 0x28});
            client.getInputStream().readAllBytes();
        } catch (IOException gone) {
            // The probe has heard it.
        }
    }
}
