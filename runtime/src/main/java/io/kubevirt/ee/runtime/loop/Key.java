package io.kubevirt.ee.runtime.loop;

import java.util.Objects;

/**
 * Names one object of a kind.
 *
 * @param namespace the namespace; empty for objects of the cluster
 * @param name the object's name
 */
public record Key(String namespace, String name) implements Comparable<Key> {
    public Key {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
    }

    /** A key for an object that lives in no namespace. */
    public static Key ofCluster(String name) {
        return new Key("", name);
    }

    @Override
    public int compareTo(Key other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code namespace/name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
