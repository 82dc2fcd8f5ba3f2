package io.kubevirt.ee.simulation.world;

/**
 * Names one object of the simulated API server.
 *
 * @param kind the object's kind, for example {@code Pod}
 * @param namespace its namespace; empty for cluster-wide objects
 * @param name its name
 */
public record ObjectId(String kind, String namespace, String name) {

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
