package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** virt-api is replaced, pod by pod, while users work. */
class ApiRolloutE2E {

    private static final Duration ROLLOUT = Duration.ofSeconds(240);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void noRequestFailsWhileEveryPodIsReplaced() throws Exception {
        Components.awaitReady("virt-api", 2);
        List<String> before = names();
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-manual", "asked-for");
        try (SteadyClient users = new SteadyClient(vm)) {
            users.awaitAnswers(20);
            kubectl("rollout", "restart", "deployment/virt-api");
            kubectl("rollout", "status", "deployment/virt-api", "--timeout=110s");
            Eventually.holds(
                    "the former pods are gone",
                    ROLLOUT,
                    () -> assertThat(names()).hasSize(2).doesNotContainAnyElementsOf(before));
            users.awaitAnswers(users.answered() + 100);
            users.stop();
            System.out.println("virt-api through a rollout: " + users);
            assertThat(users.failures()).isEmpty();
            assertThat(users.perSecond()).isGreaterThan(SteadyClient.PER_SECOND * 0.9);
        }
        vm.delete();
    }

    private static List<String> names() {
        return Components.pods("virt-api").stream()
                .map(V1Pod::getMetadata)
                .map(it -> it.getName())
                .toList();
    }

    private static void kubectl(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--namespace";
        all[1] = Components.NAMESPACE;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        Shell.Ended ended = Shell.kubectl("", all);
        assertThat(ended.status()).as(ended.output()).isZero();
    }
}
