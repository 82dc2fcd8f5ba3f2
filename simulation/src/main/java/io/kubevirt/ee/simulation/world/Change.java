package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonObject;

/**
 * One entry of the simulated API server's log, as a watch would deliver it.
 *
 * @param version the resource version that the change produced
 * @param id the object
 * @param object its state after the change; the last state where it was removed
 * @param removed whether the object is gone
 */
public record Change(long version, ObjectId id, JsonObject object, boolean removed) {}
