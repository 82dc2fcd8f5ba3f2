package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The programs beside the guests: ours, which are pods, and the node's, which cluster/up.sh starts.
 */
final class Programs {

    static final Duration BACK = Duration.ofSeconds(120);

    private static final Path RECORDS = Path.of("/run/kubevirt-ee/cluster/pids");

    private Programs() {}

    /** The pods of one of our programs. */
    static List<V1Pod> pods(String program) {
        List<V1Pod> pods =
                Cluster.PODS
                        .list(new Selection("kubevirt", "kubevirt.io=" + program, ""))
                        .getItems();
        assertThat(pods).as("pods of " + program).isNotEmpty();
        return pods;
    }

    /** The one pod of a program that has one on each node. */
    static V1Pod pod(String program) {
        List<V1Pod> pods = pods(program);
        assertThat(pods).as("pods of " + program).hasSize(1);
        return pods.getFirst();
    }

    /** Kills all processes of a program; the kubelet starts it again. */
    static Set<Long> killPods(String program) {
        Set<Long> processes =
                pods(program).stream()
                        .flatMap(pod -> NodeView.ofPod(pod.getMetadata().getUid()).stream())
                        .collect(Collectors.toSet());
        assertThat(processes).as("processes of " + program).isNotEmpty();
        processes.forEach(pid -> Shell.signal("KILL", pid));
        return processes;
    }

    /** Waits until a program whose processes were killed runs again in each of its pods. */
    static void awaitBack(String program, Set<Long> killed) {
        Eventually.holds(
                program + " is back",
                BACK,
                () -> {
                    for (V1Pod pod : pods(program)) {
                        assertThat(NodeView.ofPod(pod.getMetadata().getUid()))
                                .isNotEmpty()
                                .doesNotContainAnyElementsOf(killed);
                        assertThat(isReady(pod)).isTrue();
                    }
                });
    }

    static void delete(V1Pod pod) {
        Cluster.PODS.delete(
                new Key("kubevirt", pod.getMetadata().getName()),
                pod.getMetadata().getUid(),
                Optional.empty());
    }

    /** Waits until another pod is ready in the place of one. */
    static void awaitReplaced(String program, V1Pod old) {
        Eventually.holds(
                "another pod of " + program + " ready",
                BACK,
                () -> {
                    V1Pod now = pod(program);
                    assertThat(now.getMetadata().getUid()).isNotEqualTo(old.getMetadata().getUid());
                    assertThat(isReady(now)).isTrue();
                });
    }

    /** Sends a signal to a daemon of the node, and waits until it has ended. */
    static void end(String daemon, String signal) throws IOException {
        long pid = Long.parseLong(Files.readString(RECORDS.resolve(daemon)).split(" ")[0]);
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        Shell.signal(signal, pid);
        Eventually.until(daemon + " has ended", Duration.ofSeconds(30), () -> !process.isAlive());
    }

    /** Starts what of the node does not run, as a supervisor would. */
    static void startAgain() {
        Shell.Ended up =
                Shell.run("", List.of(Cluster.CHECKOUT.resolve("cluster/up.sh").toString()));
        assertThat(up.status()).as(up.output()).isZero();
    }

    private static boolean isReady(V1Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }
}
