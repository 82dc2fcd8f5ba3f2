package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MountTableTest {

    private static final MountTable TABLE =
            MountTable.parse(
                    Stream.of(
                            "22 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw",
                            "30 22 0:26 /sub /guests/a\\040b rw,nosuid - overlay overlay rw,x=y",
                            "31 30 0:27 / /guests/a\\040b/disks/root.base ro - ext4 /dev/vda rw",
                            "32 22 0:28 / /guests/ab rw - tmpfs tmpfs rw",
                            "40 22 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct"));

    @Test
    void fieldsAreFoundWithAnyNumberOfOptionalOnes() {
        assertThat(TABLE.mounts().getFirst().type()).isEqualTo("ext4");
        assertThat(TABLE.mounts().get(1).root()).isEqualTo("/sub");
        assertThat(TABLE.mounts().get(2).options()).containsExactly("ro");
        assertThat(TABLE.mounts().getLast().superOptions()).contains("cpu", "cpuacct");
    }

    @Test
    void mountsAtOrBelowAreListedTopmostFirst() {
        assertThat(TABLE.targetsAtOrBelow(Path.of("/guests/a b")))
                .containsExactly("/guests/a b/disks/root.base", "/guests/a b");
        assertThat(TABLE.targetsAtOrBelow(Path.of("/guests/a"))).isEmpty();
        assertThat(TABLE.isMountPoint(Path.of("/guests/ab"))).isTrue();
        assertThat(TABLE.isMountPoint(Path.of("/guests"))).isFalse();
    }
}
