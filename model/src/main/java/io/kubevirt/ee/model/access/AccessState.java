package io.kubevirt.ee.model.access;

import io.kubevirt.ee.model.agent.AgentText;

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
     * @param why for its user; the guest may have chosen the words, so they are cut
     */
    record Refused(String why) implements AccessState {

        /** Cuts a text that is too long for a condition. */
        public Refused {
            why = AgentText.cut(why);
        }
    }
}
