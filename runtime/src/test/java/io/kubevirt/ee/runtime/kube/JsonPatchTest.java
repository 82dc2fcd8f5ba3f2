package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPatchTest {
    @Test
    void pointersAreEscaped() {
        assertThat(JsonPatch.pointer("metadata", "labels", "kubevirt.io/node~Name"))
                .isEqualTo("/metadata/labels/kubevirt.io~1node~0Name");
    }

    @Test
    void operationsKeepTheirOrder() {
        assertThat(
                        RestCalls.text(
                                new JsonPatch()
                                        .test("/a", List.of("x"))
                                        .replace("/a", List.of())
                                        .add("/b", 1)
                                        .remove("/c")
                                        .toJson()))
                .isEqualTo(
                        "[{\"op\":\"test\",\"path\":\"/a\",\"value\":[\"x\"]},"
                                + "{\"op\":\"replace\",\"path\":\"/a\",\"value\":[]},"
                                + "{\"op\":\"add\",\"path\":\"/b\",\"value\":1},"
                                + "{\"op\":\"remove\",\"path\":\"/c\"}]");
    }
}
