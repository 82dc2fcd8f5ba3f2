package io.kubevirt.ee.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @Test
    void theApiServersWordsAreKept() {
        Problem problem =
                Problem.ofAnswer(
                        422,
                        bytes(
                                """
                                {"kind":"Status","code":422,"reason":"Invalid","message":"spec.a: wrong",
                                 "details":{"causes":[{"field":"spec.a","reason":"FieldValueInvalid","message":"wrong"}],
                                            "retryAfterSeconds":3}}
                                """));
        assertThat(problem)
                .isEqualTo(
                        new Problem(
                                422,
                                "Invalid",
                                "spec.a: wrong",
                                List.of(new Problem.Cause("spec.a", "FieldValueInvalid", "wrong")),
                                Optional.of(3)));
        assertThat(problem.json().get("title").getAsString()).isEqualTo("Unprocessable Content");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400",
        "401, 401",
        "403, 403",
        "404, 404",
        "409, 409",
        "410, 410",
        "429, 429",
        "500, 502",
        "502, 502",
        "503, 503",
        "504, 504",
        "302, 502",
        "200, 502",
    })
    void aFailureOfTheApiServerIsOneOfTheGateway(int said, int answered) {
        assertThat(Problem.ofAnswer(said, bytes("{}")).status()).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "nonsense",
        "[1]",
        "'{\"message\":{}}'",
        "'{\"details\":7}'",
        "'{\"details\":{\"causes\":[1]}}'"
    })
    void whateverTheBodyIsThereIsAnAnswer(String body) {
        Problem problem = Problem.ofAnswer(404, bytes(body));
        assertThat(problem.detail()).isEqualTo("the API server answered 404");
        assertThat(problem.reason()).isEqualTo("Not Found");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
