package io.kubevirt.ee.model.agent;

/** The agent of a guest answered something that its protocol does not know. */
public final class UnreadableReply extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableReply(String why, Throwable cause) {
        super("the guest's agent cannot be understood: " + why, cause);
    }
}
