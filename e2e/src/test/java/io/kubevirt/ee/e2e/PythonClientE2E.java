package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The official Python client, which knows nothing of us, drives a VM through its life. */
class PythonClientE2E {

    /** The first time its packages are fetched as well. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aVmLivesByThePythonClientStreamsIncluded() {
        Path checkout = Cluster.CHECKOUT;
        Shell.Ended life =
                Shell.run(
                        "",
                        List.of(
                                checkout.resolve("e2e/src/test/python/life.sh").toString(),
                                checkout.resolve("cluster/.kubeconfig").toString(),
                                NAMESPACE.name(),
                                "python",
                                "localhost/kubevirt-ee/guest-containerdisk:demo"),
                        LIFE);
        assertThat(life.status()).as(life.output()).isZero();
        assertThat(life.output()).contains("console: the guest answers").endsWith("done\n");
    }
}
