package io.kubevirt.ee.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.api.rest.certificate.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b-c_d~e+f/g==",
                "bearer a.b-c_d~e+f/g==",
                "BEARER  a.b-c_d~e+f/g=="
            })
    void aTokenIsPassedOnAsItCame(String header) {
        assertThat(Credential.ofToken(List.of(header)))
                .isEqualTo(new Credential.Token("Bearer a.b-c_d~e+f/g=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Bearer a b",
                "Bearer a\r\nX-Remote-User: admin",
                "Bearer a,Bearer b",
                "Bearer é"
            })
    void whateverIsNoTokenIsRefused(String header) {
        assertThatThrownBy(() -> Credential.ofToken(List.of(header)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(401));
    }

    @Test
    void twoCallersAreNone() {
        assertThatThrownBy(() -> Credential.ofToken(List.of("Bearer a", "Bearer b")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    @Test
    void whoShowsACertificateIsItsUser() {
        Peer.User jane = new Peer.User("jane", List.of("team-a"));
        assertThat(Credential.of(jane)).isEqualTo(new Credential.Certificate(jane));
    }

    @ParameterizedTest
    @MethodSource("nobody")
    void whoIsNotNamedIsToldWhatToDo(Peer peer, String detail) {
        assertThatThrownBy(() -> Credential.of(peer))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> {
                            assertThat(refused.problem().status()).isEqualTo(401);
                            assertThat(refused.problem().detail()).contains(detail);
                        });
    }

    static List<Arguments> nobody() {
        return List.of(
                Arguments.of(new Peer.NotAsked(), "kubectl create token"),
                Arguments.of(new Peer.NotAsked(), "no administrator has chosen so"),
                Arguments.of(new Peer.Nobody(), "a bearer token or a client's certificate"),
                Arguments.of(new Peer.Unusable("it has no name"), "it has no name"));
    }

    @Test
    void aTokenIsNotForLogs() {
        assertThat(Credential.ofToken(List.of("Bearer secret")).toString())
                .doesNotContain("secret");
        assertThatThrownBy(() -> Credential.ofToken(List.of("Bearer secret secret")))
                .hasMessageNotContaining("secret");
    }
}
