package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in: the front proxy on behalf of a user who may, and nobody else. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AccessIT {
    private static final String START = Guests.SUBRESOURCES + "/virtualmachines/nobody/start";
    private static final String[] ADMINISTRATOR = {
        "X-Remote-User", "admin", "X-Remote-Group", "system:masters"
    };

    @Test
    void theFrontProxySpeaksForAUserWhoMay() throws Exception {
        assertThat(put(Stage.current().asFrontProxy(ADMINISTRATOR))).isEqualTo(404);
    }

    @Test
    void aUserWhoMayNotIsRefusedAsByKubeVirt() throws Exception {
        Http.Answer answer =
                Stage.current().asFrontProxy("X-Remote-User", "mallory").put(START, "{}");
        assertThat(answer.code()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("text/plain");
        assertThat(answer.body())
                .contains("User \"mallory\" cannot update resource \"virtualmachines/start\"");
    }

    @Test
    void aUserWhoMayStartMayNotStop() throws Exception {
        grant("jane", "virtualmachines/start", "update");
        Http jane = Stage.current().asFrontProxy("X-Remote-User", "jane");
        assertThat(put(jane)).isEqualTo(404);
        assertThat(jane.put(START.replace("/start", "/stop"), "{}").code()).isEqualTo(401);
        assertThat(jane.put(START.replace("/default/", "/kube-system/"), "{}").code())
                .isEqualTo(401);
    }

    @Test
    void aGroupOfTheUserCountsToo() throws Exception {
        assertThat(
                        put(
                                Stage.current()
                                        .asFrontProxy(
                                                "X-Remote-User",
                                                "somebody",
                                                "X-Remote-Group",
                                                "one",
                                                "X-Remote-Group",
                                                "system:masters")))
                .isEqualTo(404);
    }

    @Test
    void theFrontProxyMustNameAUser() throws Exception {
        assertThat(put(Stage.current().asFrontProxy("X-Remote-Group", "system:masters")))
                .isEqualTo(401);
    }

    @Test
    void withoutACertificateHeadersSayNothing() throws Exception {
        assertThat(put(Stage.current().directly().with(ADMINISTRATOR))).isEqualTo(401);
    }

    @Test
    void aCertificateOfAnotherAuthorityDoesNotEvenConnect() throws Exception {
        TestAuthority.Leaf stranger =
                TestAuthority.named("front-proxy").leaf("CN=front-proxy-client");
        Http http = Stage.current().directly(stranger, ADMINISTRATOR);
        assertThatThrownBy(() -> http.put(START, "{}"))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aCertificateOfTheRightAuthorityForAnotherNameIsNotTheFrontProxy() throws Exception {
        TestAuthority.Leaf other =
                TestAuthority.existing(
                                Stage.current().controlPlane().pki("front-proxy-ca.crt"),
                                Stage.current().controlPlane().pki("front-proxy-ca.key"))
                        .leaf("CN=somebody-else");
        assertThat(put(Stage.current().directly(other, ADMINISTRATOR))).isEqualTo(401);
    }

    /** Liberty can be told to believe such headers: it must not. */
    @Test
    void aCertificateInAHeaderIsNotACertificate() throws Exception {
        byte[] certificate = Stage.current().frontProxyCertificate().getEncoded();
        Http http =
                Stage.current()
                        .directly()
                        .with(
                                "$WSCC",
                                Base64.getEncoder().encodeToString(certificate),
                                "$WSIS",
                                "true",
                                "X-Forwarded-Client-Cert",
                                URLEncoder.encode("CN=front-proxy-client", StandardCharsets.UTF_8),
                                "X-Remote-User",
                                "admin",
                                "X-Remote-Group",
                                "system:masters");
        assertThat(put(http)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/subresources.kubevirt.io/v1/version/../namespaces/default/virtualmachines/a/start",
                "/apis/subresources.kubevirt.io/v1/version;/namespaces/default/virtualmachines/a/start",
                "/apis//subresources.kubevirt.io/v1/namespaces/default/virtualmachines/a/start",
                "//apis/subresources.kubevirt.io/v1/namespaces/default/virtualmachines/a/start",
                "/%61pis/subresources.kubevirt.io/v1/namespaces/default/virtualmachines/a/start",
                "/x/../apis/subresources.kubevirt.io/v1/namespaces/default/virtualmachines/a/start",
                "/apis/subresources.kubevirt.io/v1/namespaces/default%2fvirtualmachines/a/start",
                "/;/apis/subresources.kubevirt.io/v1/namespaces/default/virtualmachines/a/start",
                "/apis;a=b/subresources.kubevirt.io/v1/namespaces/default/virtualmachines/a/start"
            })
    void noSpellingOfAPathLeadsAroundTheReview(String path) throws Exception {
        assertThat(Stage.current().directly().with(ADMINISTRATOR).put(path, "{}").code())
                .isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/healthz",
                "/apis",
                "/apis/subresources.kubevirt.io",
                "/apis/subresources.kubevirt.io/v1",
                "/apis/subresources.kubevirt.io/v1alpha3",
                "/apis/subresources.kubevirt.io/v1/version",
                "/apis/subresources.kubevirt.io/v1/healthz"
            })
    void discoveryVersionAndHealthAreOpen(String path) throws Exception {
        assertThat(Stage.current().directly().get(path).code()).isEqualTo(200);
    }

    @Test
    void theApiServerItselfRefusesAUserWhoMayNot() throws Exception {
        assertThat(put(Stage.current().user("mallory"))).isEqualTo(403);
    }

    private static int put(Http http) {
        return http.put(START, "{}").code();
    }

    private static void grant(String user, String resource, String verb) throws Exception {
        String name = Guests.newName("grant");
        JsonObject role =
                Manifests.one(
                        "{metadata: {name: %s}, rules: [{apiGroups: [subresources.kubevirt.io],"
                                        .formatted(name)
                                + " resources: [%s], verbs: [%s]}]}".formatted(resource, verb));
        JsonObject binding =
                Manifests.one(
                        "{metadata: {name: %1$s}, roleRef: {apiGroup: rbac.authorization.k8s.io,"
                                        .formatted(name)
                                + " kind: Role, name: %s}, subjects: [{apiGroup:".formatted(name)
                                + " rbac.authorization.k8s.io, kind: User, name: %s}]}"
                                        .formatted(user));
        String rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/";
        Http administrator = Stage.current().administrator();
        Guests.require(administrator.post(rbac + "roles", role), 201);
        Guests.require(administrator.post(rbac + "rolebindings", binding), 201);
    }
}
