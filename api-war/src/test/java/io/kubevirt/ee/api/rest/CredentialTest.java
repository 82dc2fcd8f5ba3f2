package io.kubevirt.ee.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(Credential.of(List.of(header)).authorization())
                .isEqualTo("Bearer a.b-c_d~e+f/g==");
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
        assertThatThrownBy(() -> Credential.of(List.of(header)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(401));
    }

    @Test
    void twoCallersAreNone() {
        assertThatThrownBy(() -> Credential.of(List.of("Bearer a", "Bearer b")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    @Test
    void aTokenIsNotForLogs() {
        assertThat(Credential.of(List.of("Bearer secret")).toString()).doesNotContain("secret");
        assertThatThrownBy(() -> Credential.of(List.of("Bearer secret secret")))
                .hasMessageNotContaining("secret");
    }
}
