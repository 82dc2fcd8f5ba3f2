package io.kubevirt.ee.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final String ROOT = "/apis/subresources.kubevirt.io";
    private static final String VMI = ROOT + "/v1/namespaces/ns/virtualmachineinstances/vm1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis",
                "/apis/",
                ROOT,
                ROOT + "/v1",
                ROOT + "/v1/",
                ROOT + "/v1alpha3",
                ROOT + "/v1/version",
                ROOT + "/v1alpha3/healthz"
            })
    void discoveryVersionAndHealthAreOpen(String path) {
        assertThat(Target.of(path)).isEqualTo(new Target.Open());
    }

    @ParameterizedTest
    @CsvSource({
        "console, console",
        "vnc, vnc",
        "vnc/screenshot, vnc/screenshot",
        "usbredir, usbredir",
        "sev/fetchcertchain, sev/fetchcertchain",
        "portforward/22, portforward",
        "portforward/22/tcp, portforward",
        "console/, console"
    })
    void whatFollowsTheNameIsTheSubresource(String rest, String subresource) {
        assertThat(Target.of(VMI + "/" + rest))
                .isEqualTo(
                        new Target.Subresource(
                                "v1", "ns", "virtualmachineinstances", "vm1", subresource));
    }

    @Test
    void aMachineThatIsSentHasNoName() {
        assertThat(Target.of(ROOT + "/v1/namespaces/ns/expand-vm-spec"))
                .isEqualTo(new Target.Subresource("v1", "ns", "expand-vm-spec", "", ""));
    }

    @Test
    void namesMayHoldDots() {
        assertThat(Target.of(ROOT + "/v1alpha3/namespaces/n-s/virtualmachines/vm.1/start"))
                .isEqualTo(
                        new Target.Subresource(
                                "v1alpha3", "n-s", "virtualmachines", "vm.1", "start"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "apis",
                "/apis/apps",
                ROOT + "/v2",
                ROOT + "/v1/guestfs",
                ROOT + "/v1/version/x",
                ROOT + "/v1/namespaces",
                ROOT + "/v1/namespaces/ns/virtualmachines",
                ROOT + "/v1/expand-vm-spec",
                ROOT + "/v1/namespaces/ns/expand-vm-spec/vm1",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1/",
                ROOT + "/v1/namespaces/ns/pods/vm1/exec",
                ROOT + "/v1/nodes/ns/virtualmachines/vm1/start"
            })
    void everythingElseIsUnknown(String path) {
        assertThat(Target.of(path)).isEqualTo(new Target.Unknown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ROOT + "/v1/version/../namespaces/ns/virtualmachines/vm1/stop",
                ROOT + "//v1/version",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1;x=version/stop",
                ROOT + "/v1/namespaces/ns%2fvirtualmachines/other/vm1/stop",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1/./stop",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1//stop",
                ROOT + "/v1/namespaces/ns/virtualmachines/%76m1/stop",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1\\stop",
                ROOT + "/v1/namespaces/ns/virtualmachines/vm1/stop%00"
            })
    void aPathThatOthersCouldReadDifferentlyIsUnknown(String path) {
        assertThat(Target.of(path)).isEqualTo(new Target.Unknown());
    }
}
