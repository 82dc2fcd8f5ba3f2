package io.kubevirt.ee.model.instancetype;

/**
 * A field of a machine's template that its instancetype has a say in too, in KubeVirt's words.
 *
 * @param field its path from the root of the machine
 * @param message what is wrong
 */
public record Conflict(String field, String message) {
    static Conflict at(String field) {
        return new Conflict(
                field, "VM field(s) %s conflicts with selected instance type".formatted(field));
    }
}
