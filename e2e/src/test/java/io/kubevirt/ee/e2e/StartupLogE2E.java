package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator reads first: a program that is well complains of nothing as it starts. */
class StartupLogE2E {
    /** The JVM's own words come before the program's. */
    private static final String BEGINNING = "--limit-bytes=8192";

    @ParameterizedTest
    @ValueSource(strings = {"virt-api", "virt-controller", "virt-handler"})
    void theJvmComplainsOfNothing(String program) {
        Components.pods(program)
                .forEach(
                        pod ->
                                assertThat(
                                                Shell.kubectlDone(
                                                        "",
                                                        "--namespace",
                                                        Components.NAMESPACE,
                                                        "logs",
                                                        pod.getMetadata().getName(),
                                                        BEGINNING))
                                        .isNotEmpty()
                                        .doesNotContain("[error", "[warning", "WARNING: "));
    }
}
