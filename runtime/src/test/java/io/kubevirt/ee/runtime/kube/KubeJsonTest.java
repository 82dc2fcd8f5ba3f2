package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1LeaseSpec;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1ServicePort;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubeJsonTest {
    @Test
    void aBookmarkOfAPodIsRead() {
        String bookmark =
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\",\"creationTimestamp\":null},"
                        + "\"spec\":{\"containers\":null},\"status\":{}}";
        assertThat(
                        KubeJson.gson()
                                .fromJson(bookmark, V1Pod.class)
                                .getMetadata()
                                .getResourceVersion())
                .isEqualTo("5");
    }

    @Test
    void fieldsOfALaterVersionArePassedOver() {
        String pod =
                "{\"newTop\":1,\"spec\":{\"newer\":{},\"containers\":[{\"name\":\"x\",\"newest\":[]}]}}";
        assertThat(KubeJson.gson().fromJson(pod, V1Pod.class).getSpec().getContainers())
                .extracting(V1Container::getName)
                .containsExactly("x");
    }

    @Test
    void timesBytesQuantitiesAndPortsAreAsTheApiServerWritesThem() {
        OffsetDateTime time = OffsetDateTime.parse("2026-01-01T00:00:00.123456Z");
        String lease = KubeJson.gson().toJson(new V1LeaseSpec().renewTime(time));
        assertThat(lease).contains("\"2026-01-01T00:00:00.123456Z\"");
        assertThat(KubeJson.gson().fromJson(lease, V1LeaseSpec.class).getRenewTime())
                .isEqualTo(time);
        OffsetDateTime whole = OffsetDateTime.parse("2026-01-01T00:00:00Z");
        assertThat(KubeJson.gson().toJson(whole)).isEqualTo("\"2026-01-01T00:00:00Z\"");
        String elsewhere = "\"2026-01-01T02:00:00+02:00\"";
        assertThat(KubeJson.gson().fromJson(elsewhere, OffsetDateTime.class))
                .isEqualTo(whole)
                .hasToString("2026-01-01T00:00Z");
        assertThat(KubeJson.gson().toJson(new V1Secret().data(Map.of("k", new byte[] {1, 2}))))
                .contains("\"k\":\"AQI=\"");
        assertThat(KubeJson.gson().fromJson("\"128Mi\"", Quantity.class))
                .isEqualTo(new Quantity("128Mi"));
        assertThat(
                        KubeJson.gson()
                                .toJson(new V1ServicePort().targetPort(new IntOrString("health"))))
                .contains("\"health\"");
    }
}
