package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** start, stop and restart of subresources.kubevirt.io, as virtctl calls them. */
class StartStopE2E {

    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aManualVmRunsWhenStartedRestartsWhenToldAndStopsWhenToldTo() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-manual", "manual");
        awaitPrintableStatus(vm, "Stopped");
        assertThat(vm.vmi()).isEmpty();
        assertThat(put(vm, "stop").code()).isEqualTo(CONFLICT);

        assertThat(put(vm, "start").code()).isEqualTo(ACCEPTED);
        vm.awaitPhase("Running", TestVm.BOOT);
        awaitPrintableStatus(vm, "Running");
        GuestIdentity first = vm.identity();
        assertThat(put(vm, "start").code()).isEqualTo(CONFLICT);

        assertThat(put(vm, "restart").code()).isEqualTo(ACCEPTED);
        Eventually.holds(
                "another run of " + vm.key(),
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.identity().vmiUid()).isNotEqualTo(first.vmiUid());
                    assertThat(vm.phase()).isEqualTo("Running");
                });
        GuestIdentity second = vm.identity();

        assertThat(put(vm, "stop").code()).isEqualTo(ACCEPTED);
        // "Stopped" says that the guest has ended; the instance is gone a moment later, with its
        // pod.
        awaitPrintableStatus(vm, "Stopped");
        Eventually.holds(
                "the instance of " + vm.key() + " is gone",
                TestVm.END,
                () -> assertThat(vm.vmi()).isEmpty());
        for (GuestIdentity guest : List.of(first, second)) {
            Eventually.holds(
                    guest + " left nothing",
                    TestVm.END,
                    () -> assertThat(NodeView.traces(guest)).isEmpty());
        }
        vm.delete();
        vm.awaitNothingLeft(second);
    }

    @Test
    void aVmThatIsAlwaysToRunIsHaltedByStopAndRunsAgainByStart() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "always");
        GuestIdentity first = vm.awaitPage();

        assertThat(put(vm, "stop", "{\"gracePeriod\": 20}").code()).isEqualTo(ACCEPTED);
        awaitPrintableStatus(vm, "Stopped");
        assertThat(vm.vm().orElseThrow().spec().runStrategy()).isEqualTo("Halted");

        assertThat(put(vm, "start").code()).isEqualTo(ACCEPTED);
        GuestIdentity second = vm.awaitPage();
        assertThat(second.vmiUid()).isNotEqualTo(first.vmiUid());
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
    }

    @Test
    void aVmThatIsNotThereIsNotFound() throws Exception {
        assertThat(put("no-such-vm", "start", "{}").code()).isEqualTo(NOT_FOUND);
    }

    private static void awaitPrintableStatus(TestVm vm, String status) {
        Eventually.holds(
                vm.key() + " is " + status,
                TestVm.END,
                () ->
                        assertThat(vm.vm().orElseThrow().status().printableStatus())
                                .isEqualTo(status));
    }

    private static Response put(TestVm vm, String subresource) throws IOException {
        return put(vm, subresource, "{}");
    }

    private static Response put(TestVm vm, String subresource, String body) throws IOException {
        return put(vm.key().name(), subresource, body);
    }

    private static Response put(String name, String subresource, String body) throws IOException {
        Request request =
                new Request.Builder()
                        .url(
                                Cluster.CLIENT.getBasePath()
                                        + "/apis/subresources.kubevirt.io/v1/namespaces/"
                                        + NAMESPACE.name()
                                        + "/virtualmachines/"
                                        + name
                                        + "/"
                                        + subresource)
                        .put(RequestBody.create(body, MediaType.get("application/json")))
                        .build();
        try (Response response = Cluster.CLIENT.getHttpClient().newCall(request).execute()) {
            return response;
        }
    }
}
