package io.kubevirt.ee.model.admission;

/**
 * One thing that keeps an object out.
 *
 * @param reason the kind of mistake
 * @param field path from the root of the object, such as {@code spec.domain.devices.disks[0].name}
 * @param message a sentence for the user that says what to do
 */
public record Refusal(Cause reason, String field, String message) {}
