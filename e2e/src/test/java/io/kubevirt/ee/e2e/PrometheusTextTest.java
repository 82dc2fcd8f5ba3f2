package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser that the scrapes are judged by. */
class PrometheusTextTest {

    @Test
    void samplesHaveNamesLabelsAndValues() {
        PrometheusText text =
                PrometheusText.parse(
                        """
                        # HELP a_total Some "text".
                        # TYPE a_total counter
                        a_total{x="1",y="a \\"b\\"",} 2.0
                        a_total{x="2",y=""} 3
                        # TYPE b gauge
                        b 1.5E2
                        """);
        assertThat(text.types()).isEqualTo(Map.of("a_total", "counter", "b", "gauge"));
        assertThat(text.sum("a_total")).isEqualTo(5);
        assertThat(text.sum("a_total", "x", "2")).isEqualTo(3);
        assertThat(text.sum("b")).isEqualTo(150);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "# TYPE a gauge\na 1",
                "# TYPE a gauge\na one\n",
                "# TYPE a gauge\na 1\na 2\n",
                "# TYPE a gauge\n# TYPE a counter\n",
                "# TYPE a number\n",
                "# TYPE a gauge\na{x=1} 1\n",
                "# TYPE a gauge\na{x=\"1\"y=\"2\"} 1\n",
                "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_count 1\nh_sum 1\n",
                "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 1\nh_sum 1\n"
            })
    void whatAScraperWouldStumbleOverIsRefused(String text) {
        assertThatThrownBy(() -> PrometheusText.parse(text))
                .isInstanceOfAny(AssertionError.class, NumberFormatException.class);
    }
}
