package io.kubevirt.ee.model.agent;

/** Words that a guest may have chosen, on their way into an object of the API. */
public final class AgentText {

    private static final int LONGEST = 256;

    private AgentText() {}

    /** At most 256 characters of a text; nothing stays nothing. */
    public static String cut(String ofGuestOrNull) {
        return ofGuestOrNull == null || ofGuestOrNull.length() <= LONGEST
                ? ofGuestOrNull
                : ofGuestOrNull.substring(0, LONGEST);
    }
}
