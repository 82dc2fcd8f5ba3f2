package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodStatus;
import org.junit.jupiter.api.Test;

class PodConditionsTest {

    private final V1Pod pod =
            new V1Pod()
                    .metadata(new V1ObjectMeta().resourceVersion("7"))
                    .status(
                            new V1PodStatus()
                                    .addConditionsItem(condition("Ready", "False"))
                                    .addConditionsItem(condition("ours", "False")));

    @Test
    void aConditionTakesThePlaceOfTheOneOfItsTypeAndTheKubeletsStay() {
        assertThat(PodConditions.patch(pod, condition("ours", "True")))
                .hasToString(
                        "{\"metadata\":{\"resourceVersion\":\"7\"},\"status\":{\"conditions\":["
                                + "{\"status\":\"False\",\"type\":\"Ready\"},"
                                + "{\"status\":\"True\",\"type\":\"ours\"}]}}");
    }

    @Test
    void aPodWithoutAStatusGetsItsFirst() {
        pod.setStatus(null);
        assertThat(PodConditions.patch(pod, condition("ours", "True")).getAsJsonObject("status"))
                .hasToString("{\"conditions\":[{\"status\":\"True\",\"type\":\"ours\"}]}");
    }

    private static V1PodCondition condition(String type, String status) {
        return new V1PodCondition().type(type).status(status);
    }
}
