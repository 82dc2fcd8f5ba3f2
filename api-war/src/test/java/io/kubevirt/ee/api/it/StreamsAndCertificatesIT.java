package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.runtime.tls.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred streams at once, while every certificate between the API server and the agent is
 * replaced by one of another authority.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StreamsAndCertificatesIT {
    private static final int STREAMS = 100;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void aHundredStreamsOutliveTheCertificatesTheyWereOpenedWith() throws Exception {
        Stage stage = Stage.current();
        List<Terminal> streams = new ArrayList<>();
        try (Echo echo = new Echo();
                Agent agent = new Agent(directory.resolve("agent"), Agent.NAME)) {
            String path = path(agent, echo);
            Http administrator = stage.administrator();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(Terminal.open(administrator, path));
            }
            allAnswer(streams, "before");

            replaceServingCertificate(stage);
            TestAuthority next = TestAuthority.named("next-kubevirt-ca");
            agent.turnTo(next);
            stage.writeClientCertificates(next);
            awaitTurned(next);

            allAnswer(streams, "after");
            Terminal one = Terminal.open(administrator, path);
            one.type("new");
            one.await("new");
            one.leave();
        } finally {
            stage.writeClientCertificates(stage.own());
            streams.forEach(Terminal::vanish);
        }
    }

    private static String path(Agent agent, Echo echo) throws Exception {
        Agent.register(Agent.NODE);
        String name = Guests.newName("streams");
        Guests.withInstance(
                name,
                "{\"phase\": \"Running\", \"nodeName\": \"%s\", \"interfaces\": [{\"name\": \"default\"}]}"
                        .formatted(Agent.NODE));
        agent.runs(name);
        Guests.awaitSubresources(SOON);
        return Guests.SUBRESOURCES
                + "/virtualmachineinstances/%s/portforward/%d".formatted(name, echo.tcpPort());
    }

    private static void allAnswer(List<Terminal> streams, String when) {
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).type(when + i + ";");
        }
        for (int i = 0; i < streams.size(); i++) {
            streams.get(i).await(when + i + ";");
            assertThat(streams.get(i).isOpen()).as("stream %d %s", i, when).isTrue();
        }
    }

    private static void replaceServingCertificate(Stage stage) throws Exception {
        stage.writeServingCertificates(stage.frontProxyAuthority());
        X509Certificate written =
                Pem.certificates(Files.readAllBytes(stage.certificates().resolve("tls.crt")))
                        .getFirst();
        Awaitility.await("virt-api shows its new certificate")
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(Handshakes.once(stage.httpsPort()).certificate())
                                        .isEqualTo(written));
    }

    /** The agent shows a certificate of the next authority, and takes only such. */
    private static void awaitTurned(TestAuthority next) {
        Awaitility.await("the agent has turned to its new certificates")
                .atMost(SOON)
                .ignoreExceptions()
                .until(
                        () ->
                                Http.client(
                                                        "https://127.0.0.1:"
                                                                + Integer.getInteger(
                                                                        "it.agent.port"),
                                                        TestAuthority.trustStore(
                                                                next.certificate()),
                                                        next.leaf(
                                                                "CN=kubevirt.io:system:client:virt-handler"))
                                                .get("/")
                                                .code()
                                        == 404);
    }
}
