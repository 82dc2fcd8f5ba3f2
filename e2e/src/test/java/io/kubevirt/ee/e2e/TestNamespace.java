package io.kubevirt.ee.e2e;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A namespace of its own for a test class, as strict as Kubernetes has it: launcher pods must pass.
 */
final class TestNamespace implements BeforeAllCallback, AfterAllCallback {

    private final String name =
            "e2e-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    String name() {
        return name;
    }

    /** Creates what the text says, in here. */
    void create(String yaml) {
        Shell.kubectlDone(yaml, "--namespace", name, "create", "-f", "-");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws ApiException {
        Cluster.CORE
                .createNamespace(
                        new V1Namespace()
                                .metadata(
                                        new V1ObjectMeta()
                                                .name(name)
                                                .labels(
                                                        Map.of(
                                                                "pod-security.kubernetes.io/enforce",
                                                                "restricted"))))
                .execute();
    }

    @Override
    public void afterAll(ExtensionContext context) throws ApiException {
        Cluster.CORE.deleteNamespace(name).execute();
        Eventually.until("namespace " + name + " gone", Duration.ofMinutes(3), this::isGone);
    }

    private boolean isGone() throws ApiException {
        try {
            Cluster.CORE.readNamespace(name).execute();
            return false;
        } catch (ApiException e) {
            if (e.getCode() == 404) {
                return true;
            }
            throw e;
        }
    }
}
