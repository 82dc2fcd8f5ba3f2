package io.kubevirt.ee.model.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfo;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfoBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherPodTest {
    private static final LauncherSettings SETTINGS =
            new LauncherSettings(
                    "localhost/kubevirt-ee/virt-launcher:test", "IfNotPresent", List.of(), true);

    private static final Claims CLAIMS =
            new Claims(List.of(claim("folder", "Filesystem"), claim("device", "Block")));

    private static PersistentVolumeClaimInfo claim(String name, String mode) {
        return PersistentVolumeClaimInfoBuilder.builder().claimName(name).volumeMode(mode).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small",
                "whole",
                "claims",
                "files",
                "filesystems",
                "host",
                "console-log",
                "dedicated",
                "hugepages",
                "state"
            })
    void thePodIsAsInItsGoldenFile(String name) throws IOException {
        String pod = PodYaml.of(LauncherPod.of(PodYaml.instance(name), SETTINGS, CLAIMS));
        assertThat(pod).isEqualTo(PodYaml.golden(name, pod));
    }

    /** The scheduler then takes nodes alone that have KVM. */
    @ParameterizedTest
    @CsvSource({"small, small-kvm", "dedicated, dedicated-kvm"})
    void thePodOfAGuestThatIsNotEmulatedTakesKvm(String name, String golden) throws IOException {
        LauncherSettings kvm =
                new LauncherSettings(SETTINGS.image(), "IfNotPresent", List.of(), false);
        String pod = PodYaml.of(LauncherPod.of(PodYaml.instance(name), kvm, CLAIMS));
        assertThat(pod).isEqualTo(PodYaml.golden(golden, pod));
        assertThat(pod).containsOnlyOnce("devices.kubevirt.io/kvm: '1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "whole", "claims"})
    void thePodIsTheSameWheneverItIsMade(String name) throws IOException {
        VirtualMachineInstance vmi = PodYaml.instance(name);
        assertThat(LauncherPod.of(vmi, SETTINGS, CLAIMS))
                .isEqualTo(LauncherPod.of(vmi, SETTINGS, CLAIMS));
    }

    @Test
    void theLaunchersOwnPullSecretComesFirstAndEachOnce() throws IOException {
        VirtualMachineInstance vmi = PodYaml.instance("whole");
        List<String> ofTheVmi = pullSecrets(LauncherPod.of(vmi, SETTINGS));
        assertThat(ofTheVmi).isNotEmpty();
        List<String> configured = List.of("of-the-launcher", ofTheVmi.getFirst());
        LauncherSettings settings =
                new LauncherSettings("registry.example.org/launcher:1", "Always", configured, true);
        List<String> expected = new ArrayList<>(configured);
        expected.addAll(ofTheVmi.subList(1, ofTheVmi.size()));
        assertThat(pullSecrets(LauncherPod.of(vmi, settings))).isEqualTo(expected);
    }

    private static List<String> pullSecrets(V1Pod pod) {
        return pod.getSpec().getImagePullSecrets().stream()
                .map(V1LocalObjectReference::getName)
                .toList();
    }

    /** Else the kubelet gives no container processors of its own. */
    @Test
    void allThatAPodWithProcessorsOfItsOwnMayTakeIsRequested() throws IOException {
        V1Pod pod = LauncherPod.of(PodYaml.instance("dedicated"), SETTINGS, CLAIMS);
        List<V1Container> all = new ArrayList<>(pod.getSpec().getContainers());
        all.addAll(pod.getSpec().getInitContainers());
        assertThat(all)
                .hasSize(4)
                .allSatisfy(
                        container -> {
                            var resources = container.getResources();
                            assertThat(resources.getLimits())
                                    .containsOnlyKeys("cpu", "memory")
                                    .isEqualTo(resources.getRequests());
                        });
    }

    /** Pod Security Standards, profile restricted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "small",
                "whole",
                "claims",
                "files",
                "filesystems",
                "console-log",
                "dedicated",
                "state"
            })
    void thePodAsksForNothingThatPodSecurityRestricts(String name) throws IOException {
        V1Pod pod = LauncherPod.of(PodYaml.instance(name), SETTINGS, CLAIMS);
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.getSpec().getVolumes())
                .allMatch(
                        volume ->
                                volume.getEmptyDir() != null
                                        || volume.getPersistentVolumeClaim() != null
                                        || volume.getConfigMap() != null
                                        || volume.getSecret() != null
                                        || volume.getDownwardAPI() != null);
        assertThat(pod.getSpec().getHostNetwork()).isNull();
        assertThat(pod.getSpec().getHostPID()).isNull();
        List<V1Container> all = new ArrayList<>(pod.getSpec().getContainers());
        if (pod.getSpec().getInitContainers() != null) {
            all.addAll(pod.getSpec().getInitContainers());
        }
        assertThat(all)
                .allSatisfy(
                        container -> {
                            var confined = container.getSecurityContext();
                            assertThat(confined.getAllowPrivilegeEscalation()).isFalse();
                            assertThat(confined.getCapabilities().getDrop()).containsExactly("ALL");
                            assertThat(confined.getCapabilities().getAdd()).isNullOrEmpty();
                            assertThat(confined.getPrivileged()).isNull();
                        });
    }
}
