package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the kubelet asks, on the port that is for it alone. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HealthIT {
    @Test
    void isReadyWhenTheApiServerAnswersAndTheCertificatesAreThere() throws Exception {
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(JsonParser.parseString(ready.body()).getAsJsonObject().getAsJsonArray("checks"))
                .extracting(HealthIT::nameAndStatus)
                .containsExactlyInAnyOrder("api-server UP", "certificates UP", "not-draining UP");
    }

    @Test
    void isNotReadyButAliveWithoutTheNamesOfTheFrontProxy() throws Exception {
        Path names = Stage.current().certificates().resolve("front-proxy-allowed-names");
        Path aside = names.resolveSibling("aside");
        Files.move(names, aside);
        try {
            assertThat(get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            assertThat(
                            Stage.current()
                                    .asFrontProxy("X-Remote-User", "admin")
                                    .put(Guests.SUBRESOURCES + "/virtualmachines/a/start", "{}")
                                    .code())
                    .isEqualTo(500);
        } finally {
            Files.move(aside, names);
        }
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsTheVersionOfTheApiServerAndHowLongItsCertificateLasts() throws Exception {
        assertThat(data("/health/ready", "api-server").get("version").getAsString())
                .startsWith("v1.");
        String until = data("/health/ready", "certificates").get("servingUntil").getAsString();
        assertThat(Instant.parse(until)).isAfter(Instant.now());
        assertThat(Instant.parse(data("/health/live", "virt-api").get("since").getAsString()))
                .isBefore(Instant.now());
    }

    @Test
    void isNotReadyAndLetsConnectionsGoWhenItIsAboutToEnd() throws Exception {
        Path drain = Path.of(System.getProperty("it.dir"), "draining");
        Files.createFile(drain);
        try {
            assertThat(get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            assertThat(connectionOfAnAnswer()).hasValue("close");
        } finally {
            Files.delete(drain);
        }
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(connectionOfAnAnswer()).isEmpty();
    }

    @Test
    void hasStarted() throws Exception {
        assertThat(get("/health/started").statusCode()).isEqualTo(200);
        assertThat(data("/health/started", "certificates-mounted").get("directory").getAsString())
                .isEqualTo(Stage.current().certificates().toString());
    }

    @Test
    void eachPortServesItsOwn() throws Exception {
        assertThat(get("/apis/subresources.kubevirt.io/v1/version").statusCode()).isEqualTo(404);
        assertThat(get("/virtualmachines-validate").statusCode()).isEqualTo(404);
        assertThat(Stage.current().directly().get("/health/ready").code()).isEqualTo(404);
    }

    private static JsonObject data(String path, String check) throws Exception {
        return JsonParser.parseString(get(path).body())
                .getAsJsonObject()
                .getAsJsonArray("checks")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> each.get("name").getAsString().equals(check))
                .map(each -> each.getAsJsonObject("data"))
                .findFirst()
                .orElseThrow();
    }

    /** What an answer says of the connection that it comes by. */
    private static Optional<String> connectionOfAnAnswer() throws Exception {
        Http api = Stage.current().directly();
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        api.base() + "/apis/subresources.kubevirt.io/v1/version"))
                        .build();
        HttpResponse<String> answer =
                api.client().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Connection");
    }

    private static String nameAndStatus(JsonElement check) {
        return check.getAsJsonObject().get("name").getAsString()
                + " "
                + check.getAsJsonObject().get("status").getAsString();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(Stage.current().health() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
