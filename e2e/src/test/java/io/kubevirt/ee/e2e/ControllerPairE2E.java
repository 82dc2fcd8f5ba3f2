package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of two virt-controllers one works; when it ends, however it ends, the other goes on. */
class ControllerPairE2E {

    private static final Duration AFTER_KILL = Duration.ofSeconds(15);

    /** Much less than a lease lasts: so it was given back. */
    private static final Duration AFTER_STOP = Duration.ofSeconds(5);

    private static final Duration LEADS = Duration.ofSeconds(30);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @BeforeEach
    void bothAreReadyAndOneLeads() {
        Components.awaitReady("virt-controller", 2);
        Eventually.until("one leads", LEADS, () -> !Components.leader().isEmpty());
    }

    @Test
    void theOtherWorksWithinFifteenSecondsOfAKill() {
        String killed = Components.leader();
        long process = process(Components.podOf(killed));
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        long start = System.nanoTime();

        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-manual", "after-kill");
        awaitWork(vm, AFTER_KILL.minusNanos(System.nanoTime() - start));

        assertThat(Components.leader()).isNotEmpty().isNotEqualTo(killed);
        report("kill -9", start);
        vm.delete();
    }

    @Test
    void theOtherWorksAtOnceAfterACleanStop() {
        String stopped = Components.leader();
        Components.delete(Components.podOf(stopped));
        long start = System.nanoTime();

        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-manual", "after-stop");
        Eventually.holds(
                "another leads",
                AFTER_STOP,
                () -> assertThat(Components.leader()).isNotEmpty().isNotEqualTo(stopped));
        report("a clean stop", start);
        awaitWork(vm, AFTER_STOP);
        vm.delete();
    }

    /** A machine that does not run has a status as soon as a controller has seen it. */
    private static void awaitWork(TestVm vm, Duration atMost) {
        Eventually.holds(
                vm.key() + " has its status",
                atMost,
                () -> assertThat(vm.vm().orElseThrow().status().printableStatus()).isNotNull());
    }

    private static void report(String after, long start) {
        System.out.printf(
                "virt-controller: the other took over %d ms after %s%n",
                Duration.ofNanos(System.nanoTime() - start).toMillis(), after);
    }

    private static long process(V1Pod pod) {
        String uid = pod.getMetadata().getUid();
        List<Long> servers =
                NodeView.processes("virt-controller").stream()
                        .filter(
                                pid ->
                                        NodeView.cgroups(pid).stream()
                                                .anyMatch(
                                                        group ->
                                                                group.replace('_', '-')
                                                                        .contains(uid)))
                        .toList();
        assertThat(servers).as("processes of " + pod.getMetadata().getName()).hasSize(1);
        return servers.getFirst();
    }
}
