package io.kubevirt.ee.api.it;

import com.google.gson.JsonObject;
import io.kubevirt.ee.runtime.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/**
 * What stands around virt-api in the tests, all of it real: etcd and kube-apiserver, in it our
 * CRDs, virt-api's own account with its published rights, webhooks and APIServices that lead here.
 * What virt-controller would keep (certificates) is made here, once.
 */
public final class Stage {
    private static Stage current;

    private final Path root = Path.of(System.getProperty("root.dir"));
    private final Path directory = Path.of(System.getProperty("it.dir"));
    private final int httpsPort = Integer.parseInt(System.getenv("KUBEVIRT_API_HTTPS_PORT"));
    private final int restPort = Integer.parseInt(System.getenv("KUBEVIRT_API_REST_PORT"));
    private final int healthPort = Integer.parseInt(System.getenv("KUBEVIRT_API_HEALTH_PORT"));
    private final TestAuthority own = TestAuthority.named("kubevirt-ca");
    private final StageCertificates certificates = new StageCertificates(directory, own);
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
        // ours bear the same, for the build is reproducible.
        Trees.delete(stage.directory.resolve("wlp-output"));
        Trees.delete(stage.certificates());
        stage.controlPlane.up();
        current = stage;
        stage.writeClientAuthorities(stage.clients().certificate());
        stage.certificates.copyForTheServer();
        stage.writeClientCertificates(stage.own);
        stage.objects().fill();
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

    /** Gives a user or a group a role in the namespace default. */
    public void bind(String subjectKind, String subject, String clusterRole) throws Exception {
        objects()
                .create(
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
        objects()
                .create(
                        "/api/v1/namespaces/default/serviceaccounts",
                        Manifests.one("{metadata: {name: %s}}".formatted(name)));
        objects()
                .create(
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
        return certificates.written();
    }

    /** Where virt-api's certificates are. */
    public Path certificates() {
        return certificates.folder();
    }

    /** Writes what the API server sees of virt-api, and whose certificates it is taken for. */
    public void writeServingCertificates(X509Certificate... frontProxyAuthorities)
            throws GeneralSecurityException, IOException {
        certificates.writeServing(frontProxyAuthorities);
    }

    /** Writes whose certificates the REST entrypoint takes. */
    public void writeClientAuthorities(X509Certificate... authorities)
            throws GeneralSecurityException, IOException {
        certificates.writeClientAuthorities(frontProxyAuthority(), authorities);
    }

    /** Writes what the nodes' agents see of virt-api, and whom it takes for one. */
    public void writeClientCertificates(TestAuthority authority)
            throws GeneralSecurityException, IOException {
        certificates.writeClient(authority);
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

    private StageCluster objects() throws GeneralSecurityException, IOException {
        return new StageCluster(root, directory, controlPlane, administrator(), own, httpsPort);
    }

    private String virtApi() {
        return "https://localhost:" + httpsPort;
    }

    private Http cluster(TestAuthority.Leaf identity) throws GeneralSecurityException, IOException {
        X509Certificate authority =
                Pem.certificates(Files.readAllBytes(controlPlane.pki("ca.crt"))).getFirst();
        return Http.client(controlPlane.url(), TestAuthority.trustStore(authority), identity);
    }
}
