package io.kubevirt.ee.simulation.component;

import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Troubles;
import io.kubevirt.ee.simulation.world.Troubles.Trouble;

/**
 * What may be created.
 *
 * @param chance whether somebody else uses it up
 * @param troubles who never gets anything
 */
record Quota(Chance chance, Troubles troubles) {

    /**
     * Before a creation.
     *
     * @throws Refusal when it is used up
     */
    void check(ObjectId id) {
        boolean never =
                id.kind().equals(Names.VMI)
                        ? troubles.has(id.name(), Trouble.NO_INSTANCE_QUOTA)
                        : troubles.has(Names.instanceOf(id), Trouble.NO_POD_QUOTA);
        if (never || (chance.faultsAllowed() && chance.onceIn(25))) {
            throw Refusal.exceededQuota(id);
        }
    }
}
