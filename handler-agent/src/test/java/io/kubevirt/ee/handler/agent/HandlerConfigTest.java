package io.kubevirt.ee.handler.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.agent.HandlerConfig.LogFormat;
import io.kubevirt.ee.model.guest.Fence;
import io.kubevirt.ee.model.guest.FenceScope;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerConfigTest {

    @Test
    void theDefaultsAreThoseOfTheManifests() {
        HandlerConfig config = config(Map.of("KUBEVIRT_HANDLER_NODE_NAME", "node1"));

        assertThat(config.nodeName()).isEqualTo("node1");
        assertThat(config.namespace()).isEqualTo("kubevirt");
        assertThat(config.kubeconfig()).isEmpty();
        assertThat(config.libvirtUri())
                .isEqualTo("qemu:///system?socket=/run/kubevirt-ee/libvirt/libvirt-sock");
        assertThat(config.libvirtRun()).isEqualTo(Path.of("/run/kubevirt-ee/libvirt"));
        assertThat(config.kvmDevice()).isEqualTo(Path.of("/dev/kvm"));
        assertThat(config.vsockDevice()).isEqualTo(Path.of("/dev/vhost-vsock"));
        assertThat(config.devicePlugins()).isEqualTo(Path.of("/var/lib/kubelet/device-plugins"));
        assertThat(config.cpuManagerState())
                .isEqualTo(Path.of("/var/lib/kubelet/cpu_manager_state"));
        assertThat(config.workers()).isEqualTo(16);
        assertThat(config.healthPort()).isEqualTo(8187);
        assertThat(config.streamPort()).isEqualTo(8186);
        assertThat(config.certificates()).isEqualTo(Path.of("/etc/kubevirt/virt-handler-certs"));
        assertThat(config.fence()).isEmpty();
        assertThat(config.logFormat()).isEqualTo(LogFormat.AUTO);
        assertThat(config.logLevel()).isEqualTo("INFO");
    }

    @Test
    void everyKeyCanComeFromTheEnvironment() {
        HandlerConfig config =
                config(
                        Map.of(
                                "KUBEVIRT_HANDLER_NODE_NAME", "node1",
                                "KUBEVIRT_HANDLER_NAMESPACE", "kv",
                                "KUBEVIRT_HANDLER_KUBECONFIG", "/k",
                                "KUBEVIRT_HANDLER_LIBVIRT_URI", "test:///default",
                                "KUBEVIRT_HANDLER_LIBVIRT_RUN", "/r",
                                "KUBEVIRT_HANDLER_KVM_DEVICE", "/dev/null",
                                "KUBEVIRT_HANDLER_DEVICE_PLUGINS", "/d",
                                "KUBEVIRT_HANDLER_HEALTH_PORT", "1",
                                "KUBEVIRT_HANDLER_LOG_FORMAT", "json"));

        assertThat(config.namespace()).isEqualTo("kv");
        assertThat(config.kubeconfig()).contains(Path.of("/k"));
        assertThat(config.libvirtUri()).isEqualTo("test:///default");
        assertThat(config.libvirtRun()).isEqualTo(Path.of("/r"));
        assertThat(config.kvmDevice()).isEqualTo(Path.of("/dev/null"));
        assertThat(config.devicePlugins()).isEqualTo(Path.of("/d"));
        assertThat(config.healthPort()).isEqualTo(1);
        assertThat(config.logFormat()).isEqualTo(LogFormat.JSON);
    }

    @Test
    void aNodeThatFencesItselfMeansGuestsWithSharedDisksUnlessAllAreNamed() {
        Map<String, String> set =
                Map.of("KUBEVIRT_HANDLER_NODE_NAME", "n", "KUBEVIRT_HANDLER_FENCE_AFTER", "PT90S");
        assertThat(config(set).fence())
                .contains(new Fence(Duration.ofSeconds(90), FenceScope.SHARED));

        Map<String, String> all = new HashMap<>(set);
        all.put("KUBEVIRT_HANDLER_FENCE_GUESTS", "all");
        assertThat(config(all).fence()).contains(new Fence(Duration.ofSeconds(90), FenceScope.ALL));
    }

    @Test
    void aMissingNodeNameIsNamed() {
        assertThatThrownBy(() -> config(Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("kubevirt.handler.node-name");
    }

    private static HandlerConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .addDefaultInterceptors()
                .withMapping(HandlerConfig.class)
                .build()
                .getConfigMapping(HandlerConfig.class);
    }
}
