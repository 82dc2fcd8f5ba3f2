package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * KVM as the real kubelet and scheduler count it, on a machine that has it or has not. No guest is
 * started under it: a VMI that asks for it here asks for a node that is nowhere, too.
 */
class KvmResourceE2E {

    private static final String KVM = "devices.kubevirt.io/kvm";
    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final boolean HERE = Files.isWritable(DEVICE);
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The controller reads it for each pod that it makes. */
    private static final ClusterSetting EMULATION = new ClusterSetting("useEmulation");

    private static final String SELECTOR =
            "      nodeSelector: {kubevirt-ee.e2e/nowhere: \"true\"}\n";

    /** A pod of anybody's that takes KVM, of an image that each node has. */
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              terminationGracePeriodSeconds: 0
              securityContext:
                runAsNonRoot: true
                runAsUser: 65534
                seccompProfile: {type: RuntimeDefault}
              containers:
                - name: one
                  image: %s
                  imagePullPolicy: IfNotPresent
                  command: [sleep, infinity]
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
                  resources: {limits: {devices.kubevirt.io/kvm: "%d"}}
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @AfterAll
    static void guestsAreEmulatedAgain() {
        EMULATION.set("true");
    }

    @Test
    void aPodThatAsksForKvmIsPlacedWhereItIsAndHasIt() {
        awaitOffered();
        create("asks", 1);

        awaitAnswered("asks");
        if (HERE) {
            long process = NodeView.ofPod(pod("asks").getMetadata().getUid()).getFirst();
            assertThat(Path.of("/proc/" + process + "/root" + DEVICE)).exists();
        }
    }

    @Test
    void aPodThatAsksForMoreThanThereIsWaits() {
        awaitOffered();
        create("greedy", 1001);

        awaitRefused("greedy");
    }

    @Test
    void anotherAgentOffersItAgainAndWhoHasItKeepsIt() {
        awaitOffered();
        create("keeps", 1);
        awaitAnswered("keeps");
        V1Pod agent = Programs.pod("virt-handler");
        Programs.delete(agent);
        Programs.awaitReplaced("virt-handler", agent);

        awaitOffered();
        awaitAnswered("keeps");
    }

    @Test
    void anotherKubeletIsOfferedItAgainAndWhoHasItKeepsIt() throws IOException {
        awaitOffered();
        create("stays", 1);
        awaitAnswered("stays");
        Path socket = Path.of("/var/lib/kubelet/device-plugins/kubevirt-kvm.sock");
        Object before = Files.getAttribute(socket, "lastModifiedTime");
        Programs.end("kubelet", "TERM");
        Programs.startAgain();

        Eventually.holds(
                "the agent listens anew",
                SOON,
                () ->
                        assertThat(Files.getAttribute(socket, "lastModifiedTime"))
                                .isNotEqualTo(before));
        create("after", 1);
        awaitAnswered("after");
        awaitOffered();
        awaitAnswered("stays");
    }

    @Test
    void theLauncherOfAGuestThatIsNotEmulatedTakesIt() {
        TestVm emulated = TestVm.named(NAMESPACE.name(), "emulated");
        createNowhere(emulated);
        assertThat(limits(emulated)).doesNotContainKey(KVM);

        EMULATION.set("false");
        TestVm guest = TestVm.named(NAMESPACE.name(), "accelerated");
        createNowhere(guest);
        assertThat(limits(guest)).containsEntry(KVM, new Quantity("1"));
        assertThat(guest.launcherPods().getFirst().getSpec().getNodeName()).isNull();
        guest.delete();
        emulated.delete();
        EMULATION.set("true");
        Eventually.holds("both are gone", TestVm.END, () -> assertThat(guest.vmi()).isEmpty());
    }

    private static void createNowhere(TestVm vm) {
        String end = "      terminationGracePeriodSeconds";
        String yaml = vm.manifest("vm-first");
        assertThat(yaml).contains(end);
        NAMESPACE.create(yaml.replace(end, SELECTOR + end));
        Eventually.holds(
                "it has a launcher pod", SOON, () -> assertThat(vm.launcherPods()).hasSize(1));
        Eventually.holds(
                "no node takes it",
                SOON,
                () ->
                        assertThat(vm.vm().orElseThrow().status().printableStatus())
                                .isEqualTo("ErrorUnschedulable"));
    }

    private static Map<String, Quantity> limits(TestVm vm) {
        return Optional.ofNullable(
                        vm.launcherPods()
                                .getFirst()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getResources()
                                .getLimits())
                .orElse(Map.of());
    }

    private static void create(String name, int count) {
        V1Pod handler = Programs.pod("virt-handler");
        String image = handler.getSpec().getContainers().getFirst().getImage();
        NAMESPACE.create(POD.formatted(name, image, count));
    }

    private static V1Pod pod(String name) {
        return Cluster.PODS.get(new Key(NAMESPACE.name(), name)).orElseThrow();
    }

    /** It runs where there is KVM, and is told that there is none elsewhere. */
    private static void awaitAnswered(String name) {
        if (HERE) {
            Eventually.holds(
                    name + " runs",
                    SOON,
                    () -> assertThat(pod(name).getStatus().getPhase()).isEqualTo("Running"));
        } else {
            awaitRefused(name);
        }
    }

    private static void awaitRefused(String name) {
        Eventually.holds(
                "the scheduler refuses " + name,
                SOON,
                () ->
                        assertThat(pod(name).getStatus().getConditions())
                                .anySatisfy(
                                        condition ->
                                                assertThat(condition.getMessage())
                                                        .contains("Insufficient " + KVM)));
    }

    /** As clients and dashboards read it. */
    private static void awaitOffered() {
        Eventually.holds(
                "the node offers KVM",
                SOON,
                () -> {
                    V1Node node = Cluster.CORE.listNode().execute().getItems().getFirst();
                    assertThat(node.getStatus().getCapacity().get(KVM).getNumber())
                            .isEqualByComparingTo("1000");
                    assertThat(node.getStatus().getAllocatable().get(KVM).getNumber())
                            .isEqualByComparingTo(HERE ? "1000" : "0");
                });
    }
}
