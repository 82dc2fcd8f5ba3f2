package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTypeTest {

    @Test
    void theMachineOfTheOperatingSystemIsReadAndNoOtherType() {
        assertThat(
                        MachineType.in(
                                """
                                <domain type='qemu'><os>
                                  <type arch='x86_64' machine='pc-q35-10.0'>hvm</type>
                                </os><devices><video><model type='vga'/></video></devices></domain>
                                """))
                .contains("pc-q35-10.0");
        assertThat(MachineType.in("<domain><os><type>hvm</type></os></domain>")).isEmpty();
    }
}
