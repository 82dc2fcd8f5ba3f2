package io.kubevirt.ee.api.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.runtime.tls.Pem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What stands around virt-api in the tests, all of it real: etcd and kube-apiserver, in it our
 * CRDs, virt-api's own account with its published rights, webhooks and APIServices that lead here.
 * What virt-controller would keep (certificates) is made here, once.
 */
public final class Stage {
    /** Of the key stores. */
    private static final String PASSWORD = "stage-password";

    private static final String COMPONENTS = "/api/v1/namespaces/kubevirt";
    private static Stage current;

    private final Path root = Path.of(System.getProperty("root.dir"));
    private final Path directory = Path.of(System.getProperty("it.dir"));
    private final int httpsPort = Integer.parseInt(System.getenv("KUBEVIRT_API_HTTPS_PORT"));
    private final int restPort = Integer.parseInt(System.getenv("KUBEVIRT_API_REST_PORT"));
    private final int healthPort = Integer.parseInt(System.getenv("KUBEVIRT_API_HEALTH_PORT"));
    private final TestAuthority own = TestAuthority.named("kubevirt-ca");
    private X509Certificate[] clientAuthorities = {};
    private final ControlPlane controlPlane =
            new ControlPlane(
                    root.resolve("cluster"),
                    directory.resolve("control-plane"),
                    Integer.getInteger("it.cluster.port"));

    private Stage() {}

    /** Sets it up, before virt-api starts. */
    static synchronized void set() throws Exception {
        Stage stage = new Stage();
        // What a killed run left behind.
        stage.controlPlane.down();
        // Liberty keeps a copy of each library of a WAR, and knows it by its time alone: all of
        // ours
        // bear the same, for the build is reproducible.
        delete(stage.directory.resolve("wlp-output"));
        delete(stage.certificates());
        stage.controlPlane.up();
        current = stage;
        stage.writeCertificates();
        stage.fillCluster();
    }

    /** Takes it down, when virt-api has ended. */
    static synchronized void clear() throws Exception {
        if (current != null) {
            current.controlPlane.down();
            current = null;
        }
    }

    /** The one there is. */
    public static synchronized Stage current() {
        if (current == null) {
            throw new IllegalStateException("the stage is set by Arquillian, before the server");
        }
        return current;
    }

    /** The API server, as its administrator. */
    public Http administrator() throws GeneralSecurityException, IOException {
        return cluster(leaf(controlPlane.pki("admin.crt"), controlPlane.pki("admin.key")));
    }

    /** The API server, as a user that the administrator stands in for. */
    public Http user(String name) throws GeneralSecurityException, IOException {
        return administrator()
                .with("Impersonate-User", name, "Impersonate-Group", "system:authenticated");
    }

    /** The API server, as virt-controller: webhooks leave our components alone. */
    public Http controller() throws GeneralSecurityException, IOException {
        return administrator()
                .with(
                        "Impersonate-User",
                        "system:serviceaccount:kubevirt:virt-controller",
                        "Impersonate-Group",
                        "system:masters");
    }

    /** virt-api, from outside of the API server, without a certificate. */
    public Http directly() throws GeneralSecurityException, IOException {
        return Http.client(virtApi(), TestAuthority.trustStore(own.certificate()), null);
    }

    /** virt-api, as the API server's front proxy on behalf of a user. */
    public Http asFrontProxy(String... headers) throws GeneralSecurityException, IOException {
        return directly(
                leaf(controlPlane.pki("front-proxy.crt"), controlPlane.pki("front-proxy.key")),
                headers);
    }

    /** virt-api, with some certificate. */
    public Http directly(TestAuthority.Leaf identity, String... headers)
            throws GeneralSecurityException, IOException {
        return Http.client(
                virtApi(), TestAuthority.trustStore(own.certificate()), identity, headers);
    }

    /** The control plane itself. */
    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /** The authority of the components. */
    public TestAuthority own() {
        return own;
    }

    /** virt-api's port for health. */
    public String health() {
        return "http://127.0.0.1:" + healthPort;
    }

    /** virt-api's REST entrypoint, with these headers. */
    public Http rest(String... headers) throws GeneralSecurityException, IOException {
        return Http.client(
                "https://localhost:" + restPort,
                TestAuthority.trustStore(own.certificate()),
                null,
                headers);
    }

    /** virt-api's REST entrypoint, with the token of an account. */
    public Http restAs(Account account) throws GeneralSecurityException, IOException {
        return rest("Authorization", "Bearer " + account.token());
    }

    /** virt-api's REST entrypoint, with a certificate. */
    public Http restAs(TestAuthority.Leaf identity, String... headers)
            throws GeneralSecurityException, IOException {
        return Http.client(
                "https://localhost:" + restPort,
                TestAuthority.trustStore(own.certificate()),
                identity,
                headers);
    }

    /** The API server itself, with a certificate. */
    public Http clusterAs(TestAuthority.Leaf identity)
            throws GeneralSecurityException, IOException {
        return cluster(identity);
    }

    /** Who signs the certificates of the cluster's users. */
    public TestAuthority clients() throws GeneralSecurityException, IOException {
        return TestAuthority.existing(controlPlane.pki("ca.crt"), controlPlane.pki("ca.key"));
    }

    /** Writes what the nodes' agents see of virt-api, and whom it takes for one. */
    public void writeClientCertificates(TestAuthority authority)
            throws GeneralSecurityException, IOException {
        authority
                .leaf("CN=kubevirt.io:system:client:virt-handler")
                .writePem(directory.resolve("client-certificates"), authority.certificate());
    }

    /** Gives a user or a group a role in the namespace default. */
    public void bind(String subjectKind, String subject, String clusterRole) throws Exception {
        create(
                "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
                Manifests.one(
                        "{metadata: {name: %1$s}, roleRef: {apiGroup: rbac.authorization.k8s.io,"
                                        .formatted(subject)
                                + " kind: ClusterRole, name: \"%s\"}, subjects:"
                                        .formatted(clusterRole)
                                + " [{apiGroup: rbac.authorization.k8s.io, kind: %s, name: %s}]}"
                                        .formatted(subjectKind, subject)));
    }

    /** An account that has a token. */
    public record Account(String name, String token) {}

    /** Makes an account in the namespace default which has a role there. */
    public Account account(String name, String clusterRole) throws Exception {
        create(
                "/api/v1/namespaces/default/serviceaccounts",
                Manifests.one("{metadata: {name: %s}}".formatted(name)));
        create(
                "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
                Manifests.one(
                        "{metadata: {name: %1$s}, roleRef: {apiGroup: rbac.authorization.k8s.io,"
                                        .formatted(name)
                                + " kind: ClusterRole, name: \"%s\"}, subjects:"
                                        .formatted(clusterRole)
                                + " [{kind: ServiceAccount, name: %s, namespace: default}]}"
                                        .formatted(name)));
        Http.Answer answer =
                administrator()
                        .post(
                                "/api/v1/namespaces/default/serviceaccounts/%s/token"
                                        .formatted(name),
                                new JsonObject());
        return new Account(
                name, answer.json().getAsJsonObject("status").get("token").getAsString());
    }

    /** virt-api's port for TLS. */
    public int httpsPort() {
        return httpsPort;
    }

    /** The certificate that virt-api should show. */
    public X509Certificate writtenCertificate() throws GeneralSecurityException, IOException {
        return Pem.certificates(Files.readAllBytes(certificates().resolve("tls.crt"))).getFirst();
    }

    /** Where virt-api's certificates are. */
    public Path certificates() {
        return directory.resolve("certificates");
    }

    /**
     * Writes what the API server sees of virt-api, as the kubelet writes a Secret: a new folder, to
     * which one rename of a link leads.
     */
    public void writeServingCertificates(X509Certificate... frontProxyAuthorities)
            throws GeneralSecurityException, IOException {
        TestAuthority.Leaf serving =
                own.leaf("CN=virt-api", "localhost", "127.0.0.1", "virt-api.kubevirt.svc");
        Files.createDirectories(certificates());
        Path version = Files.createTempDirectory(certificates(), "..");
        serving.writePem(version, own.certificate());
        write(version.resolve("keystore.p12"), serving.keyStore(PASSWORD.toCharArray()));
        write(version.resolve("truststore.p12"), TestAuthority.trustStore(frontProxyAuthorities));
        write(
                version.resolve("client-truststore.p12"),
                TestAuthority.trustStore(clientAuthorities));
        Files.writeString(version.resolve("keystore.password"), PASSWORD);
        Files.writeString(version.resolve("front-proxy-allowed-names"), "[\"front-proxy-client\"]");
        publish(version);
    }

    /**
     * Writes whose certificates the REST entrypoint takes, as {@link #writeServingCertificates}.
     */
    public void writeClientAuthorities(X509Certificate... authorities)
            throws GeneralSecurityException, IOException {
        clientAuthorities = authorities;
        writeServingCertificates(frontProxyAuthority());
    }

    private void publish(Path version) throws IOException {
        Path data = certificates().resolve("..data");
        Path before = Files.exists(data) ? data.toRealPath() : null;
        Path next = certificates().resolve("..data_tmp");
        Files.createSymbolicLink(next, version.getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> files = Files.list(version)) {
            for (Path file : files.map(Path::getFileName).toList()) {
                Path link = certificates().resolve(file);
                if (!Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(link, Path.of("..data").resolve(file));
                }
            }
        }
        if (before != null) {
            delete(before);
        }
    }

    /** The authority of the API server's front proxy. */
    public X509Certificate frontProxyAuthority() throws GeneralSecurityException, IOException {
        return Pem.certificates(Files.readAllBytes(controlPlane.pki("front-proxy-ca.crt")))
                .getFirst();
    }

    /** The certificate of the API server's front proxy. */
    public X509Certificate frontProxyCertificate() throws GeneralSecurityException, IOException {
        return Pem.certificates(Files.readAllBytes(controlPlane.pki("front-proxy.crt"))).getFirst();
    }

    /** Reads a certificate and its key. */
    static TestAuthority.Leaf leaf(Path certificate, Path key)
            throws GeneralSecurityException, IOException {
        return new TestAuthority.Leaf(
                Pem.certificates(Files.readAllBytes(certificate)).getFirst(),
                TestAuthority.readKey(Files.readString(key)));
    }

    private String virtApi() {
        return "https://localhost:" + httpsPort;
    }

    private Http cluster(TestAuthority.Leaf identity) throws GeneralSecurityException, IOException {
        X509Certificate authority =
                Pem.certificates(Files.readAllBytes(controlPlane.pki("ca.crt"))).getFirst();
        return Http.client(controlPlane.url(), TestAuthority.trustStore(authority), identity);
    }

    private void writeCertificates() throws GeneralSecurityException, IOException {
        writeClientAuthorities(clients().certificate());
        // As the image's start script does.
        for (String store : List.of("keystore.p12", "truststore.p12", "client-truststore.p12")) {
            Path copy = directory.resolve("serving").resolve(store);
            Files.createDirectories(copy.getParent());
            Files.copy(certificates().resolve(store), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(directory.resolve("variables"));
        Files.writeString(directory.resolve("variables/keystore.password"), PASSWORD);
        writeClientCertificates(own);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, KeyStore store)
            throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private void fillCluster() throws Exception {
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

    private void create(String path, JsonObject object) throws Exception {
        Http.Answer answer = administrator().post(path, object);
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
                administrator()
                        .post(COMPONENTS + "/serviceaccounts/virt-api/token", new JsonObject());
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
        Http cluster = administrator();
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
