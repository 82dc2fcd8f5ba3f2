package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseList;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretList;
import io.kubernetes.client.openapi.models.V1ValidatingWebhookConfiguration;
import io.kubernetes.client.openapi.models.V1ValidatingWebhookConfigurationList;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** virt-controller as a server: health, lease, certificates, and an API server that goes away. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Key LEASE = new Key("kubevirt", "virt-controller");
    private static final Duration PROBE = Duration.ofSeconds(60);

    private static JsonObject health(String kind) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(Stage.current().health() + kind))
                        .timeout(PROBE)
                        .build();
        return JsonParser.parseString(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .getAsJsonObject();
    }

    private static String status(String kind) throws Exception {
        return health(kind).get("status").getAsString();
    }

    private static String check(String kind, String name) throws Exception {
        JsonArray checks = health(kind).getAsJsonArray("checks");
        for (JsonElement check : checks) {
            if (name.equals(check.getAsJsonObject().get("name").getAsString())) {
                return check.getAsJsonObject().get("status").getAsString();
            }
        }
        return "absent";
    }

    private static JsonObject data(String kind, String name) throws Exception {
        return health(kind).getAsJsonArray("checks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(check -> check.get("name").getAsString().equals(name))
                .map(check -> check.getAsJsonObject("data"))
                .findFirst()
                .orElseThrow();
    }

    private static ResourceApi<V1Lease, V1LeaseList> leases() {
        return World.api().of(V1Lease.class, V1LeaseList.class, "coordination.k8s.io", "leases");
    }

    private static String holder() {
        return leases().get(LEASE).orElseThrow().getSpec().getHolderIdentity();
    }

    private static boolean leading() throws Exception {
        return data("ready", "lease").get("leading").getAsBoolean();
    }

    private static byte[] caBundle() {
        return World.api()
                .of(
                        V1ValidatingWebhookConfiguration.class,
                        V1ValidatingWebhookConfigurationList.class,
                        "admissionregistration.k8s.io",
                        "validatingwebhookconfigurations")
                .get(Key.ofCluster("virt-api-validator"))
                .orElseThrow()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getCaBundle();
    }

    @Test
    void healthTellsOfTheApiServerTheCachesAndTheLoops() throws Exception {
        World.soon("it is ready", () -> assertThat(status("ready")).isEqualTo("UP"));
        assertThat(status("started")).isEqualTo("UP");
        assertThat(status("live")).isEqualTo("UP");
        assertThat(check("ready", "api-server-reachable")).isEqualTo("UP");
        assertThat(check("ready", "caches-live")).isEqualTo("UP");
        assertThat(check("live", "loops-alive")).isEqualTo("UP");
        assertThat(check("started", "caches-filled")).isEqualTo("UP");
    }

    @Test
    void healthNamesTheApiServersVersionEachCacheAndWhoHoldsTheLease() throws Exception {
        World.soon("it is ready", () -> assertThat(status("ready")).isEqualTo("UP"));
        assertThat(data("ready", "api-server-reachable").get("version").getAsString())
                .startsWith("v1.");
        JsonObject caches = data("ready", "caches-live");
        assertThat(caches.keySet())
                .containsExactlyInAnyOrder(
                        "virtualmachines",
                        "virtualmachineinstances",
                        "virtualmachineinstancereplicasets",
                        "pods",
                        "nodes",
                        "kubevirts",
                        "deployments",
                        "daemonsets");
        // A node of another test may have left just now.
        World.soon(
                "one node is known",
                () ->
                        assertThat(data("ready", "caches-live").get("nodes").getAsString())
                                .matches("1 objects, live since \\S+Z, last heard \\S+Z"));
        JsonObject lease = data("ready", "lease");
        assertThat(lease.get("lease").getAsString()).isEqualTo("kubevirt/virt-controller");
        assertThat(lease.get("holder").getAsString()).isEqualTo(holder());
        assertThat(lease.get("leading").getAsBoolean()).isTrue();
        assertThat(data("live", "loops-alive").get("machines").getAsString()).contains("4 workers");
    }

    @Test
    void whoWritesHoldsTheLease() {
        World.soon("the lease is held", () -> assertThat(holder()).isNotBlank());
    }

    @Test
    void aLeaderWhoseLeaseIsTakenWritesNothingUntilItHasItAgain() throws Exception {
        World.soon("it leads", () -> assertThat(leading()).isTrue());
        JsonObject taken =
                JsonParser.parseString(
                                """
                                {"spec": {"holderIdentity": "another", "leaseDurationSeconds": 8}}
                                """)
                        .getAsJsonObject();
        leases().mergePatch(LEASE, taken);
        World.soon("it stands by", () -> assertThat(leading()).isFalse());
        Key key = World.newKey("default");
        World.createMachine(key, "Always");
        Awaitility.await("nothing is written")
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(5))
                .until(() -> World.instances().get(key).isEmpty());
        assertThat(holder()).isEqualTo("another");
        World.soon("the other's lease lapses and it leads again", () -> World.pod(key));
        assertThat(leading()).isTrue();
        assertThat(holder()).isNotEqualTo("another");
    }

    @Test
    void certificatesAreMadeAndWebhooksTrustThem() {
        World.soon(
                "the Secrets are there",
                () -> {
                    var secrets = World.api().of(V1Secret.class, V1SecretList.class, "", "secrets");
                    for (String name :
                            new String[] {
                                "kubevirt-ca",
                                "kubevirt-virt-api-certs",
                                "kubevirt-virt-api-client-certs",
                                "kubevirt-virt-handler-certs"
                            }) {
                        assertThat(secrets.get(new Key("kubevirt", name))).as(name).isPresent();
                    }
                    assertThat(caBundle())
                            .isEqualTo(
                                    secrets.get(new Key("kubevirt", "kubevirt-virt-api-certs"))
                                            .orElseThrow()
                                            .getData()
                                            .get("ca.crt"));
                });
    }

    @Test
    void anApiServerThatComesBackIsWatchedAgain() throws Exception {
        World.soon("it is ready", () -> assertThat(status("ready")).isEqualTo("UP"));
        Key before = World.newKey("default");
        World.createMachine(before, "Always");
        World.soon("the pod is there", () -> World.pod(before));
        Stage.current().controlPlane().down();
        World.soon("it is not ready", () -> assertThat(status("ready")).isEqualTo("DOWN"));
        assertThat(status("live")).as("a restart would mend nothing").isEqualTo("UP");
        Stage.current().controlPlane().up();
        World.soon("it is ready again", () -> assertThat(status("ready")).isEqualTo("UP"));
        Node.bind(World.pod(before));
        Node.run(World.pod(before));
        World.soon(
                "what happened since is seen",
                () -> assertThat(World.phase(before)).contains("Scheduled"));
        Key after = World.newKey("default");
        World.createMachine(after, "Always");
        World.soon("new machines are seen", () -> World.pod(after));
    }
}
