package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica set of real guests: kubectl scale, an autoscaler, a guest that is gone, the end. */
class ReplicaSetE2E {
    private static final String NAME = "vmirs-replicas";
    private static final String SELECTOR = "kubevirt.io/vmReplicaSet=" + NAME;
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static String kubectl(String... arguments) {
        return Shell.kubectlDone(
                "",
                Stream.concat(Stream.of("--namespace", NAMESPACE.name()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static List<VirtualMachineInstance> instances() {
        return Cluster.VMIS.list(new Selection(NAMESPACE.name(), SELECTOR, "")).getItems();
    }

    private static void awaitReady(int replicas) {
        Eventually.holds(
                replicas + " replicas are ready",
                TestVm.BOOT,
                () -> {
                    assertThat(
                                    kubectl(
                                            "get",
                                            "vmirs",
                                            NAME,
                                            "-o",
                                            "jsonpath={.status.replicas} {.status.readyReplicas}"))
                            .isEqualTo(replicas + " " + replicas);
                    assertThat(instances()).hasSize(replicas);
                });
    }

    @Test
    void aSetIsKeptAtTheNumberThatItsUsersAndAutoscalersChoose() {
        kubectl(
                "create",
                "-f",
                Cluster.CHECKOUT.resolve("kubernetes/examples/" + NAME + ".yaml").toString());
        awaitReady(2);
        assertThat(kubectl("get", "vmirs", NAME).lines().toList().getLast())
                .matches(NAME + " +2 +2 +2 .*");

        VirtualMachineInstance lost = instances().getFirst();
        Cluster.VMIS.delete(
                new Key(NAMESPACE.name(), lost.metadata().getName()),
                lost.metadata().getUid(),
                Optional.empty());
        Eventually.holds(
                "another one takes its place",
                TestVm.BOOT,
                () ->
                        assertThat(instances())
                                .filteredOn(vmi -> vmi.metadata().getDeletionTimestamp() == null)
                                .hasSize(2)
                                .noneMatch(
                                        vmi ->
                                                vmi.metadata()
                                                        .getUid()
                                                        .equals(lost.metadata().getUid())));

        kubectl("scale", "vmirs", NAME, "--replicas=1");
        awaitReady(1);
        anAutoscalerCanSetTheNumber();

        String orphan = instances().getFirst().metadata().getName();
        kubectl("delete", "vmirs", NAME, "--cascade=orphan");
        assertThat(kubectl("get", "vmi", orphan, "-o", "jsonpath={.status.phase}"))
                .isEqualTo("Running");
        kubectl(
                "create",
                "-f",
                Cluster.CHECKOUT.resolve("kubernetes/examples/" + NAME + ".yaml").toString());
        Eventually.holds(
                "a set of the same name adopts it",
                SOON,
                () ->
                        assertThat(
                                        kubectl(
                                                "get",
                                                "vmi",
                                                orphan,
                                                "-o",
                                                "jsonpath={.metadata.ownerReferences[*].uid}"))
                                .isEqualTo(
                                        kubectl(
                                                "get",
                                                "vmirs",
                                                NAME,
                                                "-o",
                                                "jsonpath={.metadata.uid}")));
        kubectl("delete", "vmirs", NAME, "--cascade=foreground", "--timeout=100s");
        assertThat(instances()).isEmpty();
    }

    /** There is no metrics server here: it scales by its smallest number, not by load. */
    private static void anAutoscalerCanSetTheNumber() {
        Shell.kubectlDone(
                """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: tills}
                spec:
                  scaleTargetRef:
                    {apiVersion: kubevirt.io/v1, kind: VirtualMachineInstanceReplicaSet, name: %s}
                  minReplicas: 2
                  maxReplicas: 3
                """
                        .formatted(NAME),
                "--namespace",
                NAMESPACE.name(),
                "create",
                "-f",
                "-");
        Eventually.holds(
                "the autoscaler has asked for two",
                Duration.ofSeconds(60),
                () -> {
                    assertThat(
                                    kubectl(
                                            "get",
                                            "hpa",
                                            "tills",
                                            "-o",
                                            "jsonpath={.status.conditions[?(@.type=='AbleToScale')].status}"))
                            .isEqualTo("True");
                    assertThat(kubectl("get", "vmirs", NAME, "-o", "jsonpath={.spec.replicas}"))
                            .isEqualTo("2");
                });
        Eventually.holds(
                "it finds the set as it wants it",
                Duration.ofSeconds(60),
                () ->
                        assertThat(
                                        kubectl(
                                                "get",
                                                "hpa",
                                                "tills",
                                                "-o",
                                                "jsonpath={.status.conditions[?(@.type=='AbleToScale')].reason}"))
                                .isIn("SucceededGetScale", "ReadyForNewScale"));
        kubectl("delete", "hpa", "tills");
        kubectl("scale", "vmirs", NAME, "--replicas=1");
        awaitReady(1);
    }
}
