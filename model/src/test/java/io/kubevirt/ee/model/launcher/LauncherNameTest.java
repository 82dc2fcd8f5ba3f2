package io.kubevirt.ee.model.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import org.junit.jupiter.api.Test;

class LauncherNameTest {
    private static String name(String name, String uid) {
        V1ObjectMeta metadata = new V1ObjectMeta().name(name).uid(uid);
        return LauncherName.of(new VirtualMachineInstance(null, null, metadata, null, null));
    }

    @Test
    void theNameSaysWhoseItIs() {
        assertThat(name("shop", "u1")).matches("virt-launcher-shop-[0-9a-f]{5}");
    }

    @Test
    void theSameInstanceHasTheSameNameAndTheNextOneAnother() {
        assertThat(name("shop", "u1"))
                .isEqualTo(name("shop", "u1"))
                .isNotEqualTo(name("shop", "u2"));
    }

    @Test
    void noNameIsLongerThanALabelOrEndsItsCutInAMark() {
        assertThat(name("x".repeat(63), "u")).hasSize(63);
        assertThat(name("y".repeat(42) + "-.-" + "z".repeat(18), "u"))
                .matches("virt-launcher-y{42}-[0-9a-f]{5}");
    }
}
