package io.kubevirt.ee.simulation.component;

import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Clocks;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.Troubles;
import java.util.List;
import java.util.function.Consumer;

/**
 * What every component of one simulation lives in.
 *
 * @param api the API server
 * @param chance every choice
 * @param trace what happened
 * @param clocks time
 * @param troubles what does not get better
 * @param mistakes what components threw that their ports do not
 * @param interlude what others do before a component's write to an object
 */
public record Scene(
        ApiServer api,
        Chance chance,
        Trace trace,
        Clocks clocks,
        Troubles troubles,
        List<Throwable> mistakes,
        Consumer<ObjectId> interlude) {}
