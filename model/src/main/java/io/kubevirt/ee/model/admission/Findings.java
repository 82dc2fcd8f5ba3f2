package io.kubevirt.ee.model.admission;

import java.util.ArrayList;
import java.util.List;

/** Collects what rules have against a spec; paths are relative to where the spec stands. */
public final class Findings {
    private final String prefix;
    private final List<Refusal> refusals = new ArrayList<>();

    /**
     * Starts an empty list.
     *
     * @param prefix path of the spec, {@code spec} or {@code spec.template.spec}
     */
    public Findings(String prefix) {
        this.prefix = prefix;
    }

    /** Returns what was found, in the order in which it was found. */
    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** Adds a value that can never be right. */
    public void invalid(String path, String message) {
        add(Cause.INVALID, path, message);
    }

    /** Adds a field that is missing. */
    public void required(String path, String message) {
        add(Cause.REQUIRED, path, message);
    }

    /** Adds a value that another field has already. */
    public void duplicate(String path, String message) {
        add(Cause.DUPLICATE, path, message);
    }

    /** Adds a value that is not on the list. */
    public void notSupported(String path, String message) {
        add(Cause.NOT_SUPPORTED, path, message);
    }

    /** Adds a refusal whose field is named without the prefix, as KubeVirt does in a few places. */
    public void unprefixed(Cause cause, String field, String message) {
        refusals.add(new Refusal(cause, field, message));
    }

    /** Adds a refusal in KubeVirt's own words, which do not begin with the field. */
    public void refuse(Cause cause, String path, String words) {
        refusals.add(new Refusal(cause, field(path), words));
    }

    private void add(Cause cause, String path, String message) {
        refuse(cause, path, field(path) + " " + message);
    }

    private String field(String path) {
        return path.isEmpty() ? prefix : prefix + "." + path;
    }
}
