package io.kubevirt.ee.api.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What is in the API server of the tests: our CRDs, rights, webhooks and APIServices that lead to
 * this machine.
 */
final class StageCluster {
    private static final String COMPONENTS = "/api/v1/namespaces/kubevirt";

    private final Path root;
    private final Path directory;
    private final ControlPlane controlPlane;
    private final Http administrator;
    private final TestAuthority own;
    private final int httpsPort;

    /** Works on that control plane, as its administrator. */
    StageCluster(
            Path root,
            Path directory,
            ControlPlane controlPlane,
            Http administrator,
            TestAuthority own,
            int httpsPort) {
        this.root = root;
        this.directory = directory;
        this.controlPlane = controlPlane;
        this.administrator = administrator;
        this.own = own;
        this.httpsPort = httpsPort;
    }

    /** Makes everything that virt-api is met by; returns when the CRDs are served. */
    void fill() throws Exception {
        Path base = root.resolve("kubernetes/base");
        try (Stream<Path> crds = Files.list(base.resolve("crds"))) {
            for (Path crd :
                    crds.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
                create(crd);
            }
        }
        create("/api/v1/namespaces", Manifests.one("{metadata: {name: kubevirt}}"));
        create("/api/v1/namespaces", Manifests.one("{metadata: {name: kube-system}}"));
        create("/api/v1/namespaces", Manifests.one("{metadata: {name: default}}"));
        create(base.resolve("rbac.yaml"));
        create(base.resolve("user-roles.yaml"));
        create(base.resolve("status-policy.yaml"));
        create(root.resolve("kubernetes/components/rest-client-certificates/rbac.yaml"));
        writeKubeconfig();
        leadToUs();
        for (JsonObject configuration : Manifests.read(base.resolve("webhooks.yaml"))) {
            create(path(configuration), byUrl(configuration));
        }
        for (JsonObject service : Manifests.read(base.resolve("apiservices.yaml"))) {
            service.getAsJsonObject("spec").addProperty("caBundle", authorityBase64());
            create(path(service), service);
        }
        awaitEstablished();
    }

    private void create(Path manifest) throws Exception {
        for (JsonObject object : Manifests.read(manifest)) {
            create(path(object), object);
        }
    }

    void create(String path, JsonObject object) throws Exception {
        Http.Answer answer = administrator.post(path, object);
        if (answer.code() != 201 && answer.code() != 409) {
            throw new IOException("POST " + path + ": " + answer.code() + " " + answer.body());
        }
    }

    /** The path of the collection that an object belongs to. */
    private static String path(JsonObject object) {
        String apiVersion = object.get("apiVersion").getAsString();
        String root = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        JsonElement namespace = object.getAsJsonObject("metadata").get("namespace");
        String plural =
                (object.get("kind").getAsString().toLowerCase(Locale.ROOT) + "s")
                        .replaceFirst("ys$", "ies");
        return root
                + (namespace == null ? "" : "/namespaces/" + namespace.getAsString())
                + "/"
                + plural;
    }

    /** virt-api's own account, with the rights that are published and no more. */
    private void writeKubeconfig() throws Exception {
        Http.Answer token =
                administrator.post(
                        COMPONENTS + "/serviceaccounts/virt-api/token", new JsonObject());
        String kubeconfig =
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: it, cluster: {server: "%s", certificate-authority: %s}}]
                users: [{name: virt-api, user: {token: %s}}]
                contexts: [{name: it, context: {cluster: it, user: virt-api}}]
                current-context: it
                """
                        .formatted(
                                controlPlane.url(),
                                controlPlane.pki("ca.crt"),
                                token.json().getAsJsonObject("status").get("token").getAsString());
        Files.writeString(directory.resolve("virt-api.kubeconfig"), kubeconfig);
    }

    /** A Service without pods: its one endpoint is this machine. */
    private void leadToUs() throws Exception {
        create(
                COMPONENTS + "/services",
                Manifests.one(
                        "{metadata: {name: virt-api}, spec: {ports: [{name: https, port: 443,"
                                + " targetPort: %d}]}}".formatted(httpsPort)));
        create(
                "/apis/discovery.k8s.io/v1/namespaces/kubevirt/endpointslices",
                Manifests.one(
                        "{addressType: IPv4, metadata: {name: virt-api-1, labels:"
                                + " {kubernetes.io/service-name: virt-api}}, endpoints:"
                                + " [{addresses: [\"%s\"], conditions: {ready: true}}], ports:"
                                        .formatted(ownAddress())
                                + " [{name: https, port: %d, protocol: TCP}]}"
                                        .formatted(httpsPort)));
    }

    /** Endpoints must not be loopback addresses. */
    private static String ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(card -> card.getInterfaceAddresses().stream())
                .map(InterfaceAddress::getAddress)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .findFirst()
                .orElseThrow(
                        () -> new IOException("this machine has no IPv4 address but loopback"));
    }

    /** Webhooks that lead to this server; everything else of them is as published. */
    private JsonObject byUrl(JsonObject configuration) {
        JsonArray webhooks = configuration.getAsJsonArray("webhooks");
        for (JsonElement webhook : webhooks) {
            JsonObject client = webhook.getAsJsonObject().getAsJsonObject("clientConfig");
            String path = client.remove("service").getAsJsonObject().get("path").getAsString();
            client.addProperty("url", "https://127.0.0.1:" + httpsPort + path);
            client.addProperty("caBundle", authorityBase64());
        }
        return configuration;
    }

    private String authorityBase64() {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            TestAuthority.pem(own.certificate()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEstablished() throws Exception {
        Http cluster = administrator;
        Awaitility.await("the CRDs are served")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                cluster.get("/apis/kubevirt.io/v1/virtualmachines").code() == 200
                                        && cluster.get(
                                                                "/apis/kubevirt.io/v1/virtualmachineinstances")
                                                        .code()
                                                == 200);
    }
}
