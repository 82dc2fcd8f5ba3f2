package io.kubevirt.ee.handler.downward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsRequestTest {
    @ParameterizedTest
    @CsvSource({
        "GET /metrics/XML, '', true",
        "GET /metrics/XML HTTP/1.1, '', true",
        "GET /metrics/XML?x=y, '', true",
        "GET /metrics/XML, Host: x, false",
        "GET /metrics/json, '', false",
        "PUT /metrics/XML, '', false",
        "GET, '', false",
        "GET \u0001 , '', false",
        "'', '', false"
    })
    void thereIsOneThingToAskFor(String first, String second, boolean is) {
        assertThat(MetricsRequest.isForMetrics(first, second)).isEqualTo(is);
    }
}
