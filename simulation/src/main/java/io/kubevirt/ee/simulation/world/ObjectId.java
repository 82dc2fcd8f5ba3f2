package io.kubevirt.ee.simulation.world;

import java.util.Comparator;

/**
 * Names one object of the simulated API server.
 *
 * @param kind the object's kind, for example {@code Pod}
 * @param namespace its namespace; empty for cluster-wide objects
 * @param name its name
 */
public record ObjectId(String kind, String namespace, String name) implements Comparable<ObjectId> {
    private static final Comparator<ObjectId> ORDER =
            Comparator.comparing(ObjectId::kind)
                    .thenComparing(ObjectId::namespace)
                    .thenComparing(ObjectId::name);

    @Override
    public int compareTo(ObjectId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
