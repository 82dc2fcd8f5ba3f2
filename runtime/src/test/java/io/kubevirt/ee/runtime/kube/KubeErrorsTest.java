package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import io.kubevirt.ee.runtime.kube.KubeException.Kind;
import java.net.ConnectException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeErrorsTest {
    private static ApiException answer(int code, String body) {
        return new ApiException("", code, Map.of(), body);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, UNAUTHORIZED",
        "403, Forbidden, FORBIDDEN",
        "404, NotFound, NOT_FOUND",
        "409, AlreadyExists, ALREADY_EXISTS",
        "409, Conflict, CONFLICT",
        "410, Expired, EXPIRED",
        "400, BadRequest, INVALID",
        "422, Invalid, INVALID",
        "429, TooManyRequests, UNAVAILABLE",
        "500, InternalError, UNAVAILABLE",
        "503, ServiceUnavailable, UNAVAILABLE",
        "504, Timeout, UNAVAILABLE",
        "418, Teapot, UNEXPECTED"
    })
    void codeAndReasonGiveTheKind(int code, String reason, Kind kind) {
        String body =
                "{\"kind\":\"Status\",\"reason\":\"" + reason + "\",\"message\":\"the words\"}";
        KubeException translated = KubeErrors.translate("get pods default/x", answer(code, body));
        assertThat(translated.kind()).isEqualTo(kind);
        assertThat(translated.code()).isEqualTo(code);
        assertThat(translated).hasMessage("get pods default/x: the words");
    }

    @Test
    void aServerThatCannotBeReachedIsUnavailable() {
        KubeException translated =
                KubeErrors.translate(
                        "list pods", new ApiException(new ConnectException("refused")));
        assertThat(translated.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(translated).hasMessageContaining("list pods").hasMessageContaining("refused");
    }

    @ParameterizedTest
    @CsvSource({"'<html>bad gateway</html>'", "'{not json'", "'[1]'", "''"})
    void anAnswerThatIsNoStatusIsShownAsItIs(String body) {
        KubeException translated = KubeErrors.translate("list pods", answer(502, body));
        assertThat(translated.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(translated).hasMessageStartingWith("list pods: HTTP 502");
    }
}
