package io.kubevirt.ee.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.Test;

class JsonPatchTest {
    @Test
    void writesTheNullOfATestForAbsence() {
        JsonPatch patch =
                JsonPatch.builder().testAbsent("/a").add("/a", new JsonPrimitive("<b>")).build();
        assertThat(patch.toJson())
                .isEqualTo(
                        """
                        [{"op":"test","path":"/a","value":null},{"op":"add","path":"/a","value":"<b>"}]\
                        """);
    }

    @Test
    void writesNoValueForARemoval() {
        assertThat(JsonPatch.builder().remove("/a").build().toJson())
                .isEqualTo("[{\"op\":\"remove\",\"path\":\"/a\"}]");
    }
}
