package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentChannelTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>    | true
                    <target state="connected" type="virtio" name="org.qemu.guest_agent.0"/>    | true
                    <target type='virtio' name='org.qemu.guest_agent.0' state='disconnected'/> | false
                    <target type='virtio' name='org.qemu.guest_agent.0'/>                      | false
                    <target type='virtio' name='org.libvirt.x' state='connected'/>             | false
                    """)
    void theChannelsStateSaysWhetherAnAgentListens(String target, boolean connected) {
        String xml =
                "<domain><devices><channel type='unix'>%s</channel></devices></domain>"
                        .formatted(target);

        assertThat(AgentChannel.connected(xml)).isEqualTo(connected);
    }
}
