package io.kubevirt.ee.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1APIResource;
import io.kubernetes.client.openapi.models.V1GroupVersionForDiscovery;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    @Test
    void namesWhatIsServedAndNothingElse() {
        assertThat(Discovery.resources("v1").getResources())
                .extracting(V1APIResource::getName)
                .containsExactly(
                        "expand-vm-spec",
                        "virtualmachineinstances/vnc",
                        "virtualmachineinstances/vnc/screenshot",
                        "virtualmachineinstances/console",
                        "virtualmachineinstances/portforward",
                        "virtualmachineinstances/pause",
                        "virtualmachineinstances/unpause",
                        "virtualmachineinstances/freeze",
                        "virtualmachineinstances/unfreeze",
                        "virtualmachineinstances/reset",
                        "virtualmachineinstances/softreboot",
                        "virtualmachines/start",
                        "virtualmachines/stop",
                        "virtualmachines/restart",
                        "virtualmachines/expand-spec",
                        "virtualmachineinstances/guestosinfo",
                        "virtualmachineinstances/userlist",
                        "virtualmachineinstances/filesystemlist");
    }

    @Test
    void nothingInItIsAnObjectOfItsOwn() {
        assertThat(Discovery.resources("v1alpha3").getGroupVersion())
                .isEqualTo("subresources.kubevirt.io/v1alpha3");
        assertThat(Discovery.resources("v1alpha3").getResources())
                .allSatisfy(
                        resource -> {
                            assertThat(resource.getKind()).isEmpty();
                            assertThat(resource.getVerbs()).isEmpty();
                            assertThat(resource.getNamespaced()).isTrue();
                        });
    }

    @Test
    void theGroupHasTheNameThatKubeVirtGivesIt() {
        assertThat(Discovery.group().getName()).isEqualTo("subresource.kubevirt.io");
        assertThat(Discovery.groups().getGroups()).containsExactly(Discovery.group());
    }

    @Test
    void prefersV1() {
        assertThat(Discovery.group().getPreferredVersion().getGroupVersion())
                .isEqualTo("subresources.kubevirt.io/v1");
        assertThat(Discovery.group().getVersions())
                .extracting(V1GroupVersionForDiscovery::getGroupVersion)
                .containsExactly(
                        "subresources.kubevirt.io/v1", "subresources.kubevirt.io/v1alpha3");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(Version.ofBuild().gitVersion())
                .matches("v1\\.9\\.\\d+\\+ee\\.\\d+\\.\\d+\\.\\d+.*");
        assertThat(Version.ofBuild().buildDate()).isNotBlank().doesNotContain("$");
        assertThat(Version.ofBuild().gitCommit()).isNotBlank().doesNotContain("$");
    }
}
