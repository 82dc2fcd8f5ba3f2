package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The REST entrypoint where an administrator takes certificates of clients: their users may there
 * what they may at kube-apiserver itself, and nobody else comes in by one.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestCertificatesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CLUSTER = "/apis/kubevirt.io/v1/namespaces/default/virtualmachines";

    @Test
    void aUserMayWhatHisNameMay() throws Exception {
        Http rest = Stage.current().restAs(editor());
        String name = Guests.newName("certificate");
        String machine = RestIT.MACHINES + "/" + name;
        Guests.require(
                rest.post(RestIT.MACHINES, Guests.machine(name, "runStrategy: Halted")), 201);
        Guests.require(rest.get(machine), 200);
        Guests.require(rest.mergePatch(machine, "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"), 200);
        Guests.require(rest.send("POST", machine + "/start", null, null), 202);
        Guests.require(rest.delete(machine), 200);
        Http.Answer elsewhere =
                Guests.require(rest.get(RestIT.MACHINES.replace("/default/", "/kubevirt/")), 403);
        assertThat(detail(elsewhere)).contains("User \"certificate-editor\" cannot list");
    }

    @Test
    void aUserMayWhatAnyOfHisGroupsMayAndNoMore() throws Exception {
        String name = Guests.withMachine("runStrategy: Halted");
        String machine = RestIT.MACHINES + "/" + name;
        Http rest = Stage.current().restAs(viewer());
        Guests.require(rest.get(RestIT.MACHINES), 200);
        Guests.require(rest.get(machine), 200);
        for (Http.Answer refused :
                List.of(
                        rest.post(RestIT.MACHINES, Guests.machine("no", "runStrategy: Halted")),
                        rest.mergePatch(machine, "{\"spec\":{\"runStrategy\":\"Always\"}}"),
                        rest.delete(machine),
                        rest.send("POST", machine + "/start", null, null))) {
            assertThat(refused.code()).as(refused.body()).isEqualTo(403);
            assertThat(detail(refused)).contains("User \"certificate-viewer\" cannot");
        }
    }

    @Test
    void aUserWithoutRightsHasNoneOfTheServers() throws Exception {
        String name = Guests.withMachine("runStrategy: Halted");
        Http rest = Stage.current().restAs(user("CN=certificate-stranger,O=nobody"));
        assertThat(detail(Guests.require(rest.get(RestIT.MACHINES + "/" + name), 403)))
                .contains("User \"certificate-stranger\" cannot get");
    }

    /** Columns: the subject of a certificate; what kube-apiserver itself answers to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=certificate-editor                             | 200",
                "CN=somebody,O=other,O=certificate-viewers         | 200",
                "CN=somebody,O=other                               | 403",
                "CN=certificate-viewers,O=certificate-editor       | 403",
                "CN=admin,O=system:masters                         | 200",
            })
    void theAnswerIsTheOneOfTheApiServer(String subject, int code) throws Exception {
        editor();
        viewer();
        TestAuthority.Leaf identity = user(subject);
        Http.Answer own = Guests.require(Stage.current().clusterAs(identity).get(CLUSTER), code);
        Http.Answer ours =
                Guests.require(Stage.current().restAs(identity).get(RestIT.MACHINES), code);
        if (code == 403) {
            assertThat(detail(ours)).isEqualTo(own.message());
        }
    }

    @Test
    void watchesAreOpenToWhoMayWatch() throws Exception {
        String watch = "/rest/v1/watch/namespaces/default/virtualmachines?timeoutSeconds=1";
        Http.Answer events =
                Guests.require(Stage.current().restAs(viewer(), accept()).get(watch), 200);
        assertThat(events.body()).contains("watching");
        Guests.require(
                Stage.current().restAs(user("CN=certificate-stranger"), accept()).get(watch), 403);
    }

    @Test
    void whoShowsNoneIsToldOfBothWays() throws Exception {
        Http.Answer answer = Guests.require(Stage.current().rest().get(RestIT.MACHINES), 401);
        assertThat(detail(answer)).startsWith("a bearer token or a client's certificate is needed");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void aTokenCountsAndTheCertificateBesideItDoesNot() throws Exception {
        Stage stage = Stage.current();
        Http both = stage.restAs(editor(), "Authorization", "Bearer " + RestIT.viewer().token());
        Guests.require(both.get(RestIT.MACHINES), 200);
        Http.Answer refused =
                both.post(RestIT.MACHINES, Guests.machine("no", "runStrategy: Halted"));
        assertThat(detail(Guests.require(refused, 403)))
                .contains("system:serviceaccount:default:rest-viewer");
        for (String bad : List.of("Bearer nonsense", "Basic YWRtaW46YWRtaW4=", "Bearer ")) {
            Guests.require(stage.restAs(editor(), "Authorization", bad).get(RestIT.MACHINES), 401);
        }
    }

    @Test
    void headersDoNotMakeAnotherOfAUser() throws Exception {
        Stage stage = Stage.current();
        for (String header : List.of("Impersonate-User", "impersonate-group", "Impersonate-Uid")) {
            Guests.require(
                    stage.restAs(editor(), header, "system:masters").get(RestIT.MACHINES), 400);
        }
        Http claiming =
                stage.restAs(
                        user("CN=certificate-stranger"),
                        "X-Remote-User",
                        "admin",
                        "X-Remote-Group",
                        "system:masters");
        Guests.require(claiming.get(RestIT.MACHINES), 403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O=system:masters                                       | no common name",
                "CN=jane,CN=admin                                       | more than one",
                "CN=J\u00fcrgen                                         | printable ASCII",
                "CN=a\\0D\\0AImpersonate-Group: system:masters,O=x      | printable ASCII",
                "CN=system:serviceaccount:kubevirt:virt-controller      | service account",
            })
    void aNameThatIsNoneIsRefusedAndSaidWhy(String subject, String why) throws Exception {
        Http.Answer answer =
                Guests.require(Stage.current().restAs(user(subject)).get(RestIT.MACHINES), 401);
        assertThat(detail(answer)).contains(why);
    }

    @Test
    void aCertificateOfAnotherAuthorityDoesNotEvenConnect() throws Exception {
        Stage stage = Stage.current();
        String namesake =
                stage.clients()
                        .certificate()
                        .getSubjectX500Principal()
                        .getName()
                        .replaceFirst("^CN=", "");
        TestAuthority frontProxy =
                TestAuthority.existing(
                        stage.controlPlane().pki("front-proxy-ca.crt"),
                        stage.controlPlane().pki("front-proxy-ca.key"));
        List<TestAuthority.Leaf> strangers =
                List.of(
                        TestAuthority.named(namesake).leaf("CN=admin,O=system:masters"),
                        TestAuthority.named("stranger").leaf("CN=admin,O=system:masters"),
                        frontProxy.leaf("CN=admin,O=system:masters"),
                        Stage.leaf(
                                stage.controlPlane().pki("front-proxy.crt"),
                                stage.controlPlane().pki("front-proxy.key")),
                        stage.own().leaf("CN=admin,O=system:masters"),
                        stage.clients().expiredLeaf("CN=admin,O=system:masters"),
                        stage.clients().serverLeaf("CN=admin,O=system:masters"));
        for (TestAuthority.Leaf stranger : strangers) {
            Http http = stage.restAs(stranger);
            assertThatThrownBy(() -> http.get(RestIT.MACHINES))
                    .as(stranger.certificate().getIssuerX500Principal().getName())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    /** The port for the API server is for its front proxy alone. */
    @Test
    void aCertificateOfAUserSaysNothingToTheAggregatedApi() throws Exception {
        Http http =
                Stage.current()
                        .directly(
                                user("CN=front-proxy-client"),
                                "X-Remote-User",
                                "admin",
                                "X-Remote-Group",
                                "system:masters");
        assertThatThrownBy(() -> http.put(Guests.SUBRESOURCES + "/virtualmachines/a/start", "{}"))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** As when a cluster's CA is renewed: by another of the same name, beside it, then alone. */
    @Test
    void anotherAuthorityIsTakenAndLeftWithoutARestart() throws Exception {
        Stage stage = Stage.current();
        X509Certificate cluster = stage.clients().certificate();
        TestAuthority next = TestAuthority.named("next-clients");
        Function<String, Http> open = subject -> client(next.leaf(subject));
        editor();
        try {
            stage.writeClientAuthorities(cluster, next.certificate());
            Http first = open.apply("CN=certificate-editor");
            Awaitility.await("users of the next authority are served")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> first.get(RestIT.MACHINES).code() == 200);
            Guests.require(stage.restAs(editor()).get(RestIT.MACHINES), 200);
        } finally {
            stage.writeClientAuthorities(cluster);
        }
        // TLS has let this connection pass, and lives on; each request is looked at anew.
        Http later = open.apply("CN=certificate-editor");
        Awaitility.await("they are not any more").atMost(SOON).until(() -> isRefused(later));
        Awaitility.await("users of the cluster's authority are")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> stage.restAs(editor()).get(RestIT.MACHINES).code() == 200);
    }

    private static boolean isRefused(Http http) {
        try {
            return http.get(RestIT.MACHINES).code() == 401;
        } catch (UncheckedIOException notEvenConnected) {
            return true;
        }
    }

    private static Http client(TestAuthority.Leaf identity) {
        try {
            return Stage.current().restAs(identity);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestAuthority.Leaf editor() throws Exception {
        Stage.current().bind("User", "certificate-editor", "kubevirt.io:edit");
        return user("CN=certificate-editor,O=nobody");
    }

    private static TestAuthority.Leaf viewer() throws Exception {
        Stage.current().bind("Group", "certificate-viewers", "kubevirt.io:view");
        return user("CN=certificate-viewer,O=nobody,O=certificate-viewers");
    }

    private static TestAuthority.Leaf user(String subject) throws Exception {
        return Stage.current().clients().leaf(subject);
    }

    private static String[] accept() {
        return new String[] {"Accept", "text/event-stream"};
    }

    private static String detail(Http.Answer answer) {
        return answer.json().get("detail").getAsString();
    }
}
