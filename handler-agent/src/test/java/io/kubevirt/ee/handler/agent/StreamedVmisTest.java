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
                .isEqualTo(
                        new Answer.Running("uid-1", Set.of(GuestDevice.CONSOLE, GuestDevice.VNC)));
    }

    @Test
    void whatAGuestGoesWithoutIsNotThere() {
        assertThat(find("{\"autoattachSerialConsole\":false}", "{\"phase\":\"Running\"}"))
                .isEqualTo(new Answer.Running("uid-1", Set.of(GuestDevice.VNC)));
        assertThat(find("{\"autoattachGraphicsDevice\":false}", "{\"phase\":\"Running\"}"))
                .isEqualTo(new Answer.Running("uid-1", Set.of(GuestDevice.CONSOLE)));
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
