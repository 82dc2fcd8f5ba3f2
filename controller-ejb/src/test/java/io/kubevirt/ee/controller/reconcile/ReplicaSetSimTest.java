package io.kubevirt.ee.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.controller.port.ReplicaSets;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One replica set through thousands of faults, each run from a seed; mistakes must be found. */
class ReplicaSetSimTest {
    private static final int SEEDS = Integer.getInteger("replicaset.seeds", 150);
    private static final int STEPS = 100;

    private static Optional<String> trouble(UnaryOperator<ReplicaSets> mistake) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> run(seed, new ReplicaSetWorld(seed, mistake)))
                .filter(broken -> !broken.isEmpty())
                .findFirst();
    }

    private static String run(long seed, ReplicaSetWorld world) {
        for (int step = 0; step < STEPS; step++) {
            String broken = world.step();
            if (!broken.isEmpty()) {
                return "seed " + seed + ", step " + step + ": " + broken;
            }
        }
        String left = world.rest();
        return left.isEmpty() ? "" : "seed " + seed + ", at rest: " + left;
    }

    @Test
    void noMoreIsMadeOrEndedThanIsDueAndInTheEndAllIsAsWanted() {
        assertThat(trouble(UnaryOperator.identity())).isEmpty();
    }

    @Test
    void aReconcilerThatBelievesItsCacheIsFound() {
        assertThat(trouble(real -> new Mistaken(real, true, false))).isPresent();
    }

    @Test
    void claimsThatAreNeverWrittenAreFound() {
        assertThat(trouble(real -> new Mistaken(real, false, true))).isPresent();
    }

    /**
     * The API server with a mistake on the way to it.
     *
     * @param cacheForLive what was cached is taken for what is there
     * @param claimsUnsaid changes of owners are taken for done
     */
    private record Mistaken(ReplicaSets real, boolean cacheForLive, boolean claimsUnsaid)
            implements ReplicaSets {
        @Override
        public View cached() {
            return real.cached();
        }

        @Override
        public View live() {
            return cacheForLive ? real.cached() : real.live();
        }

        @Override
        public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
            return real.create(instance);
        }

        @Override
        public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
            return real.deleteInstance(key, uid);
        }

        @Override
        public Write<VirtualMachineInstance> setOwners(
                VirtualMachineInstance read, List<V1OwnerReference> owners) {
            return claimsUnsaid ? new Write.Stored<>(read) : real.setOwners(read, owners);
        }

        @Override
        public Write<VirtualMachineInstanceReplicaSet> writeStatus(
                VirtualMachineInstanceReplicaSet read,
                VirtualMachineInstanceReplicaSetStatus status) {
            return real.writeStatus(read, status);
        }
    }
}
