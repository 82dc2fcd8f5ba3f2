package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VsockCidTest {

    private static VmiWorld wanting() {
        return world().devices(DevicesBuilder.builder().autoattachVSOCK(true).build());
    }

    @Test
    void itIsWantedOnceThePodRunsAndKept() {
        assertThat(wanting().view().wantsCid()).isFalse();
        assertThat(wanting().phase(VmiPhase.SCHEDULING).pod().view().wantsCid()).isFalse();
        assertThat(world().pod(VmiWorld::running).view().wantsCid()).isFalse();
        VmiWorld ready = wanting().pod(VmiWorld::running);
        assertThat(ready.view().wantsCid()).isTrue();

        VmiPlan plan = VmiDecider.decide(ready.view().with(77));
        assertThat(plan.status().vsockCid()).isEqualTo(77);
        assertThat(ready.status(plan.status()).view().wantsCid()).isFalse();
    }

    @Test
    void itIsTheSameWhoeverLooksAndNoneThatIsTaken() {
        long first = VsockCid.choose("uid-1", Set.of());
        assertThat(VsockCid.choose("uid-1", Set.of(1L, first + 1))).isEqualTo(first);
        assertThat(VsockCid.choose("uid-1", Set.of(first, first + 1))).isEqualTo(first + 2);
    }

    @Test
    void itIsAboveTheReservedOnesAndBelowTheOneThatMeansAny() {
        Set<Long> chosen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            chosen.add(VsockCid.choose("uid-" + i, Set.of()));
        }
        assertThat(chosen).hasSizeGreaterThan(9_990);
        assertThat(chosen).allSatisfy(cid -> assertThat(cid).isBetween(3L, 4_294_967_294L));
    }
}
