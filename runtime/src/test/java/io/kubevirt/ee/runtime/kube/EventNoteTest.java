package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectReference;
import org.junit.jupiter.api.Test;

class EventNoteTest {
    private static final V1ObjectReference VM =
            new V1ObjectReference().namespace("default").name("vm").uid("u1");

    @Test
    void theSameNewsFromTheSameSourceHasTheSameName() {
        EventNote one = new EventNote(VM, "Normal", "Created", "made it");
        assertThat(one.name("c/h"))
                .startsWith("vm.")
                .isEqualTo(new EventNote(VM, "Normal", "Created", "made it").name("c/h"));
        assertThat(one.name("c/other")).isNotEqualTo(one.name("c/h"));
        assertThat(new EventNote(VM, "Normal", "Created", "made another").name("c/h"))
                .isNotEqualTo(one.name("c/h"));
        V1ObjectReference reborn =
                new V1ObjectReference().namespace("default").name("vm").uid("u2");
        assertThat(new EventNote(reborn, "Normal", "Created", "made it").name("c/h"))
                .isNotEqualTo(one.name("c/h"));
    }

    @Test
    void aLongNameAndALongMessageFitWhatTheApiServerTakes() {
        V1ObjectReference longest = new V1ObjectReference().name("n".repeat(253)).uid("u");
        EventNote note = new EventNote(longest, "Warning", "Failed", "m".repeat(5000));
        assertThat(note.name("c")).hasSizeLessThanOrEqualTo(253);
        assertThat(note.message()).hasSize(1024);
    }
}
