package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** pause, reset, freeze and what else is asked of a running guest, as virtctl asks for it. */
class GuestOperationsE2E {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PRESS_AGAIN_AFTER = Duration.ofSeconds(25);
    private static final String START_PAUSED = "{\"paused\":true}";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private static final int FAILED = 500;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void timeStandsStillInAGuestThatIsPausedAndItBootsAgainInTheSameQemu() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-manual", "held");
        Eventually.holds(
                vm.key() + " is seen",
                SOON,
                () -> assertThat(printableStatus(vm)).isEqualTo("Stopped"));
        assertThat(send("PUT", NAMESPACE.name(), "virtualmachines/held/start", START_PAUSED).code())
                .isEqualTo(ACCEPTED);
        awaitPaused(vm.key(), true);
        Eventually.holds(
                "the machine says so too",
                SOON,
                () -> assertThat(printableStatus(vm)).isEqualTo("Paused"));
        assertThat(put(vm.key(), "pause").code()).isEqualTo(CONFLICT);
        assertThat(put(vm.key(), "softreboot").code()).isEqualTo(CONFLICT);

        assertThat(put(vm.key(), "unpause").code()).isEqualTo(OK);
        awaitPaused(vm.key(), false);
        awaitAnyPage(vm);
        long qemu = qemu(vm);
        String boot = vm.pageLine("boot");

        Instant begin = Instant.now();
        double counted = uptimeSeconds(vm);
        assertThat(put(vm.key(), "pause").code()).isEqualTo(OK);
        awaitPaused(vm.key(), true);
        // Each try waits three seconds for the guest.
        assertThatThrownBy(vm::page).isInstanceOf(IOException.class);
        assertThatThrownBy(vm::page).isInstanceOf(IOException.class);
        assertThat(put(vm.key(), "unpause").code()).isEqualTo(OK);
        awaitPaused(vm.key(), false);
        awaitAnyPage(vm);
        assertThat(vm.pageLine("boot")).isEqualTo(boot);
        double elapsed = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        assertThat(uptimeSeconds(vm) - counted).isPositive().isLessThan(elapsed - 5);

        for (String again : new String[] {"reset", "softreboot"}) {
            String before = vm.pageLine("boot");
            // A guest that shows its page may not hear its power button yet.
            Eventually.holds(
                    "another boot after " + again,
                    TestVm.BOOT,
                    () -> {
                        assertThat(put(vm.key(), again).code()).isEqualTo(OK);
                        Eventually.holds(
                                "it boots",
                                PRESS_AGAIN_AFTER,
                                () -> assertThat(vm.pageLine("boot")).isNotEqualTo(before));
                    });
            assertThat(qemu(vm)).isEqualTo(qemu);
        }
        vm.delete();
    }

    @Test
    void aGuestWithAnAgentTellsOfItselfAndWritesNothingWhileItIsFrozen() throws Exception {
        Key guest = new Key(NAMESPACE.name(), "agent");
        assertThat(ask("GET", guest, "guestosinfo", "").code()).isEqualTo(FAILED);
        createAgentGuest(guest);
        Eventually.holds(
                "the agent of " + guest + " is connected",
                TestVm.BOOT,
                () -> {
                    VirtualMachineInstanceStatus status = status(guest);
                    assertThat(
                                    InstanceConditions.of(status.conditions())
                                            .isTrue(ConditionType.AGENT_CONNECTED))
                            .isTrue();
                    assertThat(status.guestOSInfo().id()).isEqualTo("kubevirt-ee-guest");
                    assertThat(status.interfaces().getFirst().infoSource())
                            .isEqualTo("domain, guest-agent");
                    assertThat(status.interfaces().getFirst().interfaceName()).startsWith("e");
                });

        JsonObject info = get(guest, "guestosinfo");
        assertThat(info.get("guestAgentVersion").getAsString()).matches("\\d+\\.\\d+.*");
        assertThat(info.get("fsFreezeStatus").getAsString()).isEqualTo("thawed");
        assertThat(items(get(guest, "userlist"), "userName")).containsExactly("root");
        assertThat(items(get(guest, "filesystemlist"), "mountPoint")).contains("/data");

        try (SerialConsole console = SerialConsole.open(guest)) {
            console.awaitShell();
            console.type("echo word-$((40 + 2)) >/data/f; sync; cat /data/f\n");
            console.awaitText("word-42", SOON);
            assertThat(put(guest, "freeze", "{\"unfreezeTimeout\":\"0s\"}").code()).isEqualTo(OK);
            awaitFrozen(guest, true);
            console.type(
                    "(echo x >/data/g; echo wrote-$((6 * 7))) & sleep 2; ls /data; echo end-$((1 + 1))\n");
            console.awaitText("end-2", SOON);
            assertThat(console.shown()).doesNotContain("wrote-42");
            assertThat(put(guest, "unfreeze").code()).isEqualTo(OK);
            console.awaitText("wrote-42", SOON);
            awaitFrozen(guest, false);

            assertThat(put(guest, "freeze", "{\"unfreezeTimeout\":\"5s\"}").code()).isEqualTo(OK);
            console.type("echo x >/data/h; echo thawed-$((7 * 7))\n");
            console.awaitText("thawed-49", SOON);
            awaitFrozen(guest, false);

            console.type("date -s 2001-02-03; date +year-%Y-$((3 * 9))\n");
            console.awaitText("year-2001-27", SOON);
            assertThat(put(guest, "pause").code()).isEqualTo(OK);
            awaitPaused(guest, true);
            assertThat(put(guest, "unpause").code()).isEqualTo(OK);
            awaitPaused(guest, false);
            console.type("while [ $(date +%Y) = 2001 ]; do sleep 1; done; echo now-$((5 * 5))\n");
            console.awaitText("now-25", SOON);
        }
    }

    private static void createAgentGuest(Key guest) {
        String yaml =
                TestVm.named(guest.namespace(), guest.name())
                        .manifest("vmi-kernelboot")
                        .replace("guest-kernelboot:demo", "guest-agent:demo");
        Shell.kubectlDone(yaml, "--namespace", guest.namespace(), "create", "-f", "-");
    }

    private static void awaitAnyPage(TestVm vm) {
        Eventually.holds(
                vm.key() + " shows its page",
                TestVm.BOOT,
                () -> assertThat(vm.pageLine("boot")).isNotEmpty());
    }

    private static void awaitPaused(Key guest, boolean paused) {
        Eventually.holds(
                guest + (paused ? " is paused" : " runs"),
                TestVm.BOOT,
                () ->
                        assertThat(
                                        InstanceConditions.of(status(guest).conditions())
                                                .isTrue(ConditionType.PAUSED))
                                .isEqualTo(paused));
    }

    private static void awaitFrozen(Key guest, boolean frozen) {
        Eventually.holds(
                guest + (frozen ? " is frozen" : " is thawed"),
                SOON,
                () ->
                        assertThat(status(guest).fsFreezeStatus())
                                .isEqualTo(frozen ? "frozen" : null));
    }

    private static VirtualMachineInstanceStatus status(Key guest) {
        return Cluster.VMIS.get(guest).orElseThrow().status();
    }

    private static String printableStatus(TestVm vm) {
        return vm.vm().orElseThrow().status().printableStatus();
    }

    private static long qemu(TestVm vm) {
        return NodeView.qemu(vm.identity().domain()).orElseThrow();
    }

    private static double uptimeSeconds(TestVm vm) throws Exception {
        return Double.parseDouble(vm.pageLine("uptime").substring("uptime: ".length()));
    }

    private static List<String> items(JsonObject list, String field) {
        return list.getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject().get(field).getAsString())
                .toList();
    }

    private static JsonObject get(Key guest, String subresource) throws IOException {
        Answer answer = ask("GET", guest, subresource, "");
        assertThat(answer.code()).as(answer.body()).isEqualTo(OK);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static Answer put(Key guest, String subresource) throws IOException {
        return put(guest, subresource, "{}");
    }

    private static Answer put(Key guest, String subresource, String body) throws IOException {
        return ask("PUT", guest, subresource, body);
    }

    private static Answer ask(String method, Key guest, String subresource, String body)
            throws IOException {
        return send(
                method,
                guest.namespace(),
                "virtualmachineinstances/" + guest.name() + "/" + subresource,
                body);
    }

    private record Answer(int code, String body) {}

    private static Answer send(String method, String namespace, String path, String body)
            throws IOException {
        Request request =
                new Request.Builder()
                        .url(
                                Cluster.CLIENT.getBasePath()
                                        + "/apis/subresources.kubevirt.io/v1/namespaces/"
                                        + namespace
                                        + "/"
                                        + path)
                        .method(
                                method,
                                method.equals("GET")
                                        ? null
                                        : RequestBody.create(
                                                body, MediaType.get("application/json")))
                        .build();
        try (Response response = Cluster.CLIENT.getHttpClient().newCall(request).execute()) {
            return new Answer(response.code(), response.body().string());
        }
    }
}
