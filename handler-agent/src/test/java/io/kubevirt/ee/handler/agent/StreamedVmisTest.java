package io.kubevirt.ee.handler.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.handler.stream.GuestDevice;
import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedVmisTest {

    private static final Gson GSON = JSON.getGson();

    @Test
    void aRunningGuestHasItsDevices() {
        assertThat(find("{}", "{\"phase\":\"Running\"}"))
                .isEqualTo(running(Set.of(GuestDevice.CONSOLE, GuestDevice.VNC), Optional.empty()));
    }

    @Test
    void whatAGuestGoesWithoutIsNotThere() {
        assertThat(find("{\"autoattachSerialConsole\":false}", "{\"phase\":\"Running\"}"))
                .isEqualTo(running(Set.of(GuestDevice.VNC), Optional.empty()));
        assertThat(find("{\"autoattachGraphicsDevice\":false}", "{\"phase\":\"Running\"}"))
                .isEqualTo(running(Set.of(GuestDevice.CONSOLE), Optional.empty()));
    }

    @Test
    void slotsForUsbDevicesAreThereWhereTheyAreAskedFor() {
        assertThat(find("{\"clientPassthrough\":{}}", "{\"phase\":\"Running\"}"))
                .isEqualTo(
                        running(
                                Set.of(GuestDevice.CONSOLE, GuestDevice.VNC, GuestDevice.USB),
                                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.244.0.7", "fd00::7"})
    void itsPortsAreAtTheAddressOfItsFirstInterface(String address) {
        assertThat(find("{}", running(address, "10.9.9.9")))
                .isEqualTo(
                        running(
                                Set.of(GuestDevice.CONSOLE, GuestDevice.VNC),
                                Optional.of(InetAddress.ofLiteral(address))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "127.0.0.1",
                "127.8.8.8",
                "::1",
                "0.0.0.0",
                "169.254.169.254",
                "fe80::1",
                "224.0.0.1",
                "255.255.255.255.1"
            })
    void noPortOfTheNodeItselfIsAGuests(String address) {
        assertThat(find("{}", running(address, "10.9.9.9")))
                .isEqualTo(running(Set.of(GuestDevice.CONSOLE, GuestDevice.VNC), Optional.empty()));
    }

    @Test
    void norIsOneOfItsOtherAddresses() throws Exception {
        List<InetAddress> ofThisNode =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLinkLocalAddress())
                        .toList();
        assertThat(ofThisNode).isNotEmpty();
        for (InetAddress address : ofThisNode) {
            assertThat(find("{}", running(address.getHostAddress(), "10.9.9.9")))
                    .isEqualTo(
                            running(
                                    Set.of(GuestDevice.CONSOLE, GuestDevice.VNC),
                                    Optional.empty()));
        }
    }

    private static Answer running(Set<GuestDevice> devices, Optional<InetAddress> address) {
        return new Answer.Running("uid-1", devices, address);
    }

    private static String running(String first, String second) {
        return """
                {"phase":"Running","interfaces":[{"ipAddress":"%s"},{"ipAddress":"%s"}]}
                """
                .formatted(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"phase\":\"Scheduled\"}", "{\"phase\":\"Succeeded\"}"})
    void aGuestOfAnyOtherPhaseDoesNotRun(String status) {
        assertThat(find("{}", status)).isEqualTo(new Answer.NotRunning());
    }

    @Test
    void aStrangerIsNotHere() {
        assertThat(new StreamedVmis(new OneVmi(null)).find("ns", "vm"))
                .isEqualTo(new Answer.NotHere());
    }

    private static Answer find(String devices, String status) {
        String vmi =
                """
                {"metadata":{"namespace":"ns","name":"vm","uid":"uid-1"},
                 "spec":{"domain":{"devices":%s}},"status":%s}
                """
                        .formatted(devices, status);
        VirtualMachineInstance read = GSON.fromJson(vmi, VirtualMachineInstance.class);
        return new StreamedVmis(new OneVmi(read)).find("ns", "vm");
    }

    private record OneVmi(VirtualMachineInstance vmi) implements VmiStore {
        @Override
        public Optional<VirtualMachineInstance> cached(String namespace, String name) {
            return Optional.ofNullable(vmi);
        }

        @Override
        public Optional<VirtualMachineInstance> live(String namespace, String name) {
            throw new AssertionError("the API server is not asked");
        }

        @Override
        public boolean writeStatus(
                VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
            throw new AssertionError("nothing is written");
        }

        @Override
        public void publish(VirtualMachineInstance about, ObjectEvent event) {
            throw new AssertionError("nothing is told");
        }
    }
}
