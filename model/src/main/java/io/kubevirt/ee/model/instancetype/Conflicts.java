package io.kubevirt.ee.model.instancetype;

import java.util.ArrayList;
import java.util.List;

/** Collects conflicts with a machine's template. */
final class Conflicts {
    private static final String TEMPLATE = "spec.template.spec.";

    private final List<Conflict> found = new ArrayList<>();

    /** Adds a field of the template's spec if it is stated where the instancetype states it. */
    void addIf(boolean both, String path) {
        if (both) {
            found.add(Conflict.at(TEMPLATE + path));
        }
    }

    /** Adds one elsewhere. */
    void add(Conflict conflict) {
        found.add(conflict);
    }

    List<Conflict> list() {
        return List.copyOf(found);
    }
}
