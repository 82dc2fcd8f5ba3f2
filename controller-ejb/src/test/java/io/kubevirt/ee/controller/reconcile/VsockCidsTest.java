package io.kubevirt.ee.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.vmi.VsockCid;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VsockCidsTest {
    private static final VirtualMachineInstance ONE = instance("uid-1", null);
    private static final long FIRST = VsockCid.choose("uid-1", Set.of());

    private final VsockCids cids = new VsockCids();

    private static VirtualMachineInstance instance(String uid, Long cid) {
        return VirtualMachineInstanceBuilder.builder()
                .metadata(new V1ObjectMeta().uid(uid))
                .status(VirtualMachineInstanceStatusBuilder.builder().vsockCid(cid).build())
                .build();
    }

    @Test
    void itIsTheSameUntilTheCachesShowIt() {
        assertThat(cids.give(ONE, List.of(ONE))).isEqualTo(FIRST);
        assertThat(cids.give(ONE, List.of(ONE))).isEqualTo(FIRST);
    }

    @Test
    void whatAnotherHasIsNotGiven() {
        VirtualMachineInstance other = instance("uid-2", FIRST);

        assertThat(cids.give(ONE, List.of(ONE, other))).isEqualTo(FIRST + 1);
    }

    @Test
    void whatWasGivenAndIsNotShownYetIsNotGivenAgain() {
        VirtualMachineInstance before = instance("uid-2", FIRST);
        assertThat(cids.give(ONE, List.of(ONE, before))).isEqualTo(FIRST + 1);

        VirtualMachineInstance late = instance("uid-3", null);
        long own = VsockCid.choose("uid-3", Set.of());
        assertThat(cids.give(late, List.of(ONE, late, instance("uid-4", own))))
                .isEqualTo(own + 1)
                .isNotEqualTo(FIRST + 1);
    }

    @Test
    void whatIsGoneIsFreeAgain() {
        cids.give(ONE, List.of(ONE));

        assertThat(cids.give(ONE, List.of())).isEqualTo(FIRST);
    }
}
