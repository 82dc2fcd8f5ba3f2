package io.kubevirt.ee.controller.it;

import io.kubernetes.client.openapi.ApiException;
import io.kubevirt.ee.runtime.kube.ApiClients;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What stands around virt-controller in the tests, all of it real: etcd and kube-apiserver, in it
 * our CRDs and virt-controller's own account with its published rights. There is no kubelet, no
 * scheduler and no agent: the tests do their part, see {@link Node}.
 */
public final class Stage {
    private static volatile Stage current;

    private final Path root = Path.of(System.getProperty("root.dir"));
    private final Path directory = Path.of(System.getProperty("it.dir"));
    private final ControlPlane controlPlane =
            new ControlPlane(
                    root.resolve("cluster"),
                    directory.resolve("control-plane"),
                    Integer.getInteger("it.cluster.port"));
    private Api administrator;

    private Stage() {}

    /** Sets it up, before virt-controller starts. */
    static synchronized void set() throws Exception {
        Stage stage = new Stage();
        // What an earlier run left behind.
        stage.forgetServerOutput();
        stage.controlPlane.purge();
        stage.controlPlane.up();
        current = stage;
        stage.administrator =
                new Api(
                        ApiClients.forRequests(
                                ClusterAccess.of(
                                        Optional.of(stage.controlPlane.administrator()), "it")));
        stage.fillCluster();
    }

    /** Takes it down, when virt-controller has ended. */
    static synchronized void clear() throws Exception {
        if (current != null) {
            current.controlPlane.purge();
            current = null;
        }
    }

    /** The one there is. */
    static Stage current() {
        if (current == null) {
            throw new IllegalStateException("the stage is set by Arquillian, before the server");
        }
        return current;
    }

    Api administrator() {
        return administrator;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    /** Where virt-controller tells of its health. */
    String health() {
        return "http://127.0.0.1:" + Integer.getInteger("it.health.port") + "/health/";
    }

    /**
     * The server keeps the libraries of a WAR in its work area, and takes them for unchanged as
     * long as their times are; ours are fixed, so that builds are reproducible.
     */
    private void forgetServerOutput() throws IOException {
        Path output = directory.resolve("wlp-output");
        if (Files.exists(output)) {
            try (Stream<Path> files = Files.walk(output)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void fillCluster() throws Exception {
        Path base = root.resolve("kubernetes/base");
        administrator.create(base.resolve("namespace.yaml"));
        for (String namespace : new String[] {"default", "kube-system"}) {
            administrator.create(
                    "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
        }
        try (Stream<Path> crds = Files.list(base.resolve("crds"))) {
            for (Path crd :
                    crds.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
                administrator.create(crd);
            }
        }
        administrator.create(base.resolve("rbac.yaml"));
        administrator.create(base.resolve("apiservices.yaml"));
        // Webhooks of the published names that are never called: virt-api is not there.
        for (String kind :
                new String[] {"Validating:virt-api-validator", "Mutating:virt-api-mutator"}) {
            administrator.create(silentWebhook(kind.split(":")[0], kind.split(":")[1]));
        }
        administrator.create(Node.manifest(Node.NAME));
        writeKubeconfig();
        awaitEstablished();
    }

    private static String silentWebhook(String kind, String name) {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: %sWebhookConfiguration
                metadata: {name: %s}
                webhooks:
                  - name: never.kubevirt.io
                    admissionReviewVersions: [v1]
                    sideEffects: None
                    clientConfig: {service: {namespace: kubevirt, name: virt-api, path: /never}}
                    rules: [{apiGroups: [nobody.example], apiVersions: [v1], operations: [CREATE], resources: [nothings]}]
                """
                .formatted(kind, name);
    }

    /** virt-controller's own account, with the rights that are published and no more. */
    private void writeKubeconfig() throws ApiException, IOException {
        String token =
                administrator
                        .send(
                                "POST",
                                "/api/v1/namespaces/kubevirt/serviceaccounts/virt-controller/token",
                                "application/json",
                                "{}")
                        .getAsJsonObject()
                        .getAsJsonObject("status")
                        .get("token")
                        .getAsString();
        String kubeconfig =
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: it, cluster: {server: "%s", certificate-authority: %s}}]
                users: [{name: virt-controller, user: {token: %s}}]
                contexts: [{name: it, context: {cluster: it, user: virt-controller}}]
                current-context: it
                """
                        .formatted(controlPlane.url(), controlPlane.pki("ca.crt"), token);
        Files.writeString(directory.resolve("virt-controller.kubeconfig"), kubeconfig);
    }

    private void awaitEstablished() {
        Awaitility.await("the CRDs are served")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () ->
                                World.machines().list(World.ALL) != null
                                        && World.instances().list(World.ALL) != null
                                        && World.settings().list(World.ALL) != null);
    }
}
