package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests and their pods are ready when their probes say so; what is not alive is ended. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProbesE2E {

    private static final Duration TOLD = Duration.ofSeconds(45);
    private static final String BY_NETWORK =
            """
                  readinessProbe:
                    httpGet: {path: /cgi-bin/index.cgi, port: 80}
                    periodSeconds: 2
                    timeoutSeconds: 5
                    failureThreshold: 1
                  livenessProbe:
                    tcpSocket: {port: 80}
                    initialDelaySeconds: 60
                    periodSeconds: 2
                    timeoutSeconds: 3
                    failureThreshold: 8
                  domain:
            """;
    private static final String BY_AGENT =
            """
              readinessProbe:
                exec: {command: [/bin/test, -e, /run/ready]}
                periodSeconds: 2
                timeoutSeconds: 5
              livenessProbe:
                guestAgentPing: {}
                initialDelaySeconds: 60
                periodSeconds: 2
                timeoutSeconds: 5
              domain:
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static TestVm served;
    private static TestVm asked;

    /** Together: they boot, and their initial delays are over, at the same time. */
    @BeforeAll
    static void theGuestsStart() {
        served =
                TestVm.create(
                        NAMESPACE.name(), "vm-first", "served", "      domain:\n", BY_NETWORK);
        asked = TestVm.named(NAMESPACE.name(), "asked");
        String yaml =
                asked.manifest("vmi-kernelboot")
                        .replace("guest-kernelboot:demo", "guest-agent:demo")
                        .replace("  domain:\n", BY_AGENT);
        Shell.kubectlDone(yaml, "--namespace", NAMESPACE.name(), "create", "-f", "-");
    }

    @Test
    void aGuestIsReadyWhenItsPageIsThereAndStartedAgainWhenItIsGone() throws Exception {
        TestVm vm = served;
        awaitReady(vm, true, "");
        GuestIdentity first = vm.awaitPage();

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("killall httpd; echo gone-$((40 + 2))", "gone-42");
            awaitReason(vm, first, "GuestNotReady");
        }

        Eventually.holds(
                vm.key() + " is another guest",
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.identity().vmiUid()).isNotEqualTo(first.vmiUid());
                    assertThat(vm.phase()).isEqualTo("Running");
                });
        assertThat(events(first.vmiUid()))
                .anySatisfy(
                        event -> {
                            assertThat(event.getReason()).isEqualTo("Stopped");
                            assertThat(event.getMessage())
                                    .startsWith(
                                            "The guest failed its liveness probe and was ended:"
                                                    + " port 80: ");
                        });
    }

    @Test
    void aGuestIsReadyWhenItsProgramSaysSoAndEndsWithItsAgent() {
        TestVm vm = asked;
        awaitReady(vm, false, "It fails its readiness probe: ");

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("touch /run/ready; echo made-$((40 + 2))", "made-42");
            awaitReady(vm, true, "");

            console.type("\nrm /run/ready\n");
            awaitReady(vm, false, "/bin/test ended with exit code 1.");

            console.type("\nkillall -9 qemu-ga\n");
            vm.awaitPhase("Failed", TestVm.BOOT);
        }
        assertThat(ready(vm).reason()).isEqualTo("LivenessProbeFailed");
    }

    /** The instance says so, and the pod, which Services look at. */
    private static void awaitReady(TestVm vm, boolean ready, String why) {
        Eventually.holds(
                vm.key() + (ready ? " is ready" : " is not ready"),
                TestVm.BOOT,
                () -> {
                    assertThat(ready(vm))
                            .returns(
                                    ready ? "True" : "False",
                                    VirtualMachineInstanceCondition::status);
                    assertThat(podReady(vm)).as("its pod").isEqualTo(ready ? "True" : "False");
                    if (!ready) {
                        assertThat(ready(vm).reason()).isEqualTo("GuestNotReady");
                        assertThat(ready(vm).message()).contains(why);
                    }
                });
    }

    private static void awaitReason(TestVm vm, GuestIdentity guest, String reason) {
        Eventually.holds(
                vm.key() + " is not ready: " + reason,
                TOLD,
                () -> {
                    assertThat(vm.identity().vmiUid()).isEqualTo(guest.vmiUid());
                    assertThat(ready(vm).reason()).isEqualTo(reason);
                });
    }

    private static VirtualMachineInstanceCondition ready(TestVm vm) {
        return InstanceConditions.of(vm.vmi().orElseThrow().status().conditions())
                .get(ConditionType.READY)
                .orElseThrow();
    }

    private static String podReady(TestVm vm) {
        return vm.launcherPods().getFirst().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }

    private static List<CoreV1Event> events(String uid) throws Exception {
        return Cluster.CORE
                .listNamespacedEvent(NAMESPACE.name())
                .fieldSelector("involvedObject.uid=" + uid)
                .execute()
                .getItems();
    }
}
