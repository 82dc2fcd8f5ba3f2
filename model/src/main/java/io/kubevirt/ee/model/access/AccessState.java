package io.kubevirt.ee.model.access;

/** How far the keys and passwords of a guest are. */
public sealed interface AccessState {

    /** There are none, or nobody in the guest who could be asked. */
    record Nothing() implements AccessState {}

    /** They are not in the guest, or have changed since. */
    record Due() implements AccessState {}

    /** They are in the guest. */
    record Granted() implements AccessState {}

    /**
     * They could not be put into the guest a moment ago.
     *
     * @param why for its user
     */
    record Refused(String why) implements AccessState {}
}
