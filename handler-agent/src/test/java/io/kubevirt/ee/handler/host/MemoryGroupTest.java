package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryGroupTest {

    @TempDir Path pod;

    @Test
    void versionOneCountsInTheFileOfItsSwitch() throws IOException {
        Path container = container();
        Files.writeString(
                container.resolve("memory.oom_control"),
                "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        Files.writeString(container.resolve("memory.limit_in_bytes"), "268435456\n");
        MemoryGroup memory = new MemoryGroup(container, 0);

        assertThat(memory.outOfMemoryKills()).isEqualTo(2);
        assertThat(memory.limitBytes()).hasValue(268435456);
    }

    @Test
    void versionTwoCountsAmongItsEvents() throws IOException {
        Path container = container();
        Files.writeString(
                container.resolve("memory.events"),
                "low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\noom_group_kill 1\n");
        Files.writeString(container.resolve("memory.max"), "268435456\n");
        MemoryGroup memory = new MemoryGroup(container, 0);

        assertThat(memory.outOfMemoryKills()).isEqualTo(1);
        assertThat(memory.limitBytes()).hasValue(268435456);
    }

    @Test
    void noLimitIsNone() throws IOException {
        Path container = container();
        MemoryGroup memory = new MemoryGroup(container, 0);

        Files.writeString(container.resolve("memory.max"), "max\n");
        assertThat(memory.limitBytes()).isEmpty();
        Files.writeString(container.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
        assertThat(memory.limitBytes()).isEmpty();
    }

    @Test
    void aContainerThatIsGoneIsCountedByItsPod() throws IOException {
        Files.writeString(pod.resolve("memory.events"), "oom 1\noom_kill 3\n");
        MemoryGroup memory = new MemoryGroup(pod.resolve("container"), 0);

        assertThat(memory.outOfMemoryKills()).isEqualTo(3);
        assertThat(memory.limitBytes()).isEmpty();
    }

    @Test
    void aPodThatIsGoneIsCountedByNobody() throws IOException {
        assertThat(new MemoryGroup(pod.resolve("gone/container"), 0).outOfMemoryKills()).isZero();
    }

    @Test
    void whatWasCountedBeforeIsNotTheGuests() throws IOException {
        Path container = container();
        Path events = container.resolve("memory.events");
        Files.writeString(events, "oom_kill 1\n");
        MemoryGroup memory = MemoryGroup.parse(MemoryGroup.from(container).toString());

        assertThat(memory.outOfMemoryKills()).isZero();
        Files.writeString(events, "oom_kill 3\n");
        assertThat(memory.outOfMemoryKills()).isEqualTo(2);
    }

    private Path container() throws IOException {
        return Files.createDirectory(pod.resolve("container"));
    }
}
