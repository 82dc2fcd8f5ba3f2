package io.kubevirt.ee.runtime.kube;

import java.util.Objects;

/**
 * Which objects to list or watch.
 *
 * @param namespace empty for all namespaces, or for objects of the cluster
 * @param labels a label selector; empty for all
 * @param fields a field selector; empty for all
 */
public record Selection(String namespace, String labels, String fields) {
    /** Every object of the kind. */
    public static final Selection ALL = new Selection("", "", "");

    public Selection {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(fields, "fields");
    }

    /** Those of a namespace. */
    public static Selection inNamespace(String namespace) {
        return new Selection(namespace, "", "");
    }

    /** Those with certain labels. */
    public static Selection labelled(String labels) {
        return new Selection("", labels, "");
    }

    /** The one of this name. */
    public static Selection named(String namespace, String name) {
        return new Selection(namespace, "", "metadata.name=" + name);
    }
}
