package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1Service;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator opens the Admin Center of each server, with a real browser. */
@Timeout(300)
class AdminCenterE2E {

    private static final String STOP =
            "/IBMJMXConnectorREST/mbeans/WebSphere%%3Aname%%3D%s%%2Cservice%%3Dcom.ibm.websphere"
                    + ".application.ApplicationMBean/operations/stop";

    private static Map<String, byte[]> secret;

    @BeforeAll
    static void readTheSecret() throws ApiException {
        secret =
                Cluster.CORE
                        .readNamespacedSecret("kubevirt-admin-center", Components.NAMESPACE)
                        .execute()
                        .getData();
    }

    @ParameterizedTest
    @ValueSource(strings = {"virt-api", "virt-controller"})
    void aReaderSeesTheServerAndItsApplicationRunning(String server) throws Exception {
        try (AdminCenter admin = AdminCenter.open(address(server), secret.get("tls.crt"))) {
            admin.signIn("reader", "not the password");
            assertThat(admin.path()).contains("login");

            admin.signIn("reader", password("reader"));
            assertThat(admin.path()).isEqualTo("/adminCenter/");
            assertThat(admin.explore("(?s).*Applications\\s+Running\\s+1\\s+Stopped\\s+0.*"))
                    .contains(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"virt-api", "virt-controller"})
    void nobodyGetsInWithoutPasswordAndAReaderChangesNothing(String server) throws Exception {
        URI address = address(server);
        String mbeans = "/IBMJMXConnectorREST/mbeanCount";
        assertThat(Scrape.get(address.resolve(mbeans)).statusCode()).isEqualTo(401);
        assertThat(get(address.resolve(mbeans), "reader", "wrong").statusCode()).isEqualTo(401);
        assertThat(
                        get(address.resolve(mbeans), "administrator", password("administrator"))
                                .statusCode())
                .isEqualTo(200);
        HttpResponse<String> stop =
                Scrape.send(
                        address.resolve(STOP.formatted(server)),
                        "POST",
                        "{\"params\":[],\"signature\":[]}",
                        "reader",
                        password("reader"));
        assertThat(stop.statusCode()).as(stop.body()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"virt-api", "virt-controller"})
    void itIsOnATlsPortOfItsOwnInsideOfTheCluster(String server) throws Exception {
        V1Service service = service(server);
        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        V1Pod pod = Components.pods(server).getFirst();
        URI plain = URI.create("http://" + pod.getStatus().getPodIP() + ":9080/adminCenter/");
        assertThat(Scrape.get(plain).statusCode()).isNotEqualTo(200);
        assertThat(Scrape.get(address(server).resolve("/health/ready")).body()).contains("checks");
        if (server.equals("virt-api")) {
            URI api = URI.create("https://" + pod.getStatus().getPodIP() + ":8443/adminCenter/");
            assertThat(Scrape.get(api).statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(URI uri, String user, String password) {
        return Scrape.send(uri, "GET", "", user, password);
    }

    private static URI address(String server) throws ApiException {
        return URI.create("https://" + service(server).getSpec().getClusterIP() + ":9443");
    }

    private static V1Service service(String server) throws ApiException {
        return Cluster.CORE
                .readNamespacedService(server + "-admin-center", Components.NAMESPACE)
                .execute();
    }

    private static String password(String user) {
        return new String(secret.get(user + "-password"), StandardCharsets.UTF_8);
    }
}
