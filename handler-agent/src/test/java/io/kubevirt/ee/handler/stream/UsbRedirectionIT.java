package io.kubevirt.ee.handler.stream;

import static io.kubevirt.ee.handler.stream.ServedAgent.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.libvirt.PrivateLibvirtd;
import io.kubevirt.ee.handler.libvirt.TestDomains;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slots for USB devices of clients: a real qemu speaks usbredir on their streams. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UsbRedirectionIT {

    /** A packet of type 0, 68 bytes long and of no id, which begins with who says hello. */
    private static final String HELLO = "\0\0\0\0D\0\0\0\0\0\0\0qemu usb-redir guest ";

    private static final int SLOTS = 4;

    @RegisterExtension final ServedAgent agent = new ServedAgent();

    private PrivateLibvirtd libvirtd;
    private URI slot;

    @BeforeEach
    void startGuest() throws Exception {
        libvirtd = new PrivateLibvirtd();
        Path directory = libvirtd.guestDirectory();
        VirtualMachineInstance vmi =
                TestDomains.vmi(
                        "usb",
                        """
                        {"memory": {"guest": "16Mi"}, "devices": {"clientPassthrough": {},
                          "inputs": [{"name": "t", "type": "tablet", "bus": "usb"}]}}""",
                        "[]");
        Path xml =
                Files.writeString(
                        directory.resolve("domain.xml"),
                        new TestDomains(libvirtd).xml(vmi, directory, new byte[0]));
        PrivateLibvirtd.run("virt-xml-validate", xml.toString(), "domain");
        Awaitility.await("libvirtd answers")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> !virsh("version").isEmpty());
        virsh("create", xml.toString());
        agent.findSocketsIn(directory);
        slot = agent.stream("vm", "usbredir");
    }

    @AfterEach
    void endGuest() throws IOException {
        libvirtd.close();
    }

    @Test
    void fourClientsAreGreetedTheFifthIsRefusedAndWhoLeavesMakesRoom() throws Exception {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            TestClient client = TestClient.open(agent.tls(), slot, PLAIN);
            client.await(HELLO);
            clients.add(client);
        }
        agent.assertHandshakeStatus(423, slot, PLAIN);

        for (TestClient leaving : clients) {
            leaving.leave();
            leaving.closed.get(10, TimeUnit.SECONDS);
            TestClient.open(agent.tls(), slot, PLAIN).await(HELLO);
            agent.assertHandshakeStatus(423, slot, PLAIN);
        }
    }

    @Test
    void theEndOfTheGuestIsThatOfItsStreams() throws Exception {
        TestClient client = TestClient.open(agent.tls(), slot, PLAIN);
        client.await(HELLO);

        virsh("destroy", "ns1_usb");

        assertThat(client.closed.get(10, TimeUnit.SECONDS))
                .isEqualTo(new TestClient.Closed(1000, "the guest ended"));
    }

    /** In a hub no device works that is faster than USB 1. */
    @Test
    void noSlotIsInAHub() throws Exception {
        assertThat(virsh("dumpxml", "ns1_usb")).contains("<redirdev").doesNotContain("<hub");
    }

    private String virsh(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("virsh", "--connect", libvirtd.uri()));
        command.addAll(List.of(words));
        return PrivateLibvirtd.output(command.toArray(String[]::new));
    }
}
