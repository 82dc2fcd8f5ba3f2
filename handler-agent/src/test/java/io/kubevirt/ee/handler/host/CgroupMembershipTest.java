package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.host.CgroupMembership.Hierarchy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CgroupMembershipTest {

    private static final String POD = "6e0a5f2c-95cb-4b0f-9a1f-0d1c8f1b2a3c";

    @Test
    void everyHierarchyIsRead() {
        assertThat(
                        CgroupMembership.parse(
                                List.of("4:cpu,cpuacct:/a:b", "1:name=systemd:/", "0::/x")))
                .isEqualTo(
                        new CgroupMembership(
                                List.of(
                                        new Hierarchy(Set.of("cpu", "cpuacct"), "/a:b"),
                                        new Hierarchy(Set.of("name=systemd"), "/"),
                                        new Hierarchy(Set.of(), "/x"))));
    }

    @Test
    void thePodIsFoundInBothSpellingsOfTheKubelet() {
        String systemd =
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod%s.slice/cri-containerd-1.scope"
                        .formatted(POD.replace('-', '_'));
        assertThat(of("9:memory:/kubepods/burstable/pod" + POD + "/1234").ofPod(POD)).isTrue();
        assertThat(of("9:memory:/kubepods/pod" + POD + "/1234").ofPod(POD)).isTrue();
        assertThat(of(systemd).ofPod(POD)).isTrue();
    }

    @Test
    void aNameThatOnlyHoldsTheUidIsNotThePod() {
        assertThat(of("9:memory:/kubepods/notpod" + POD + "/1").ofPod(POD)).isFalse();
        assertThat(of("9:memory:/kubepods/pod" + POD + "0/1").ofPod(POD)).isFalse();
        assertThat(of("9:memory:/").ofPod(POD)).isFalse();
    }

    private static CgroupMembership of(String line) {
        return CgroupMembership.parse(List.of(line));
    }
}
