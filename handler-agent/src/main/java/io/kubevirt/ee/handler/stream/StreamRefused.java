package io.kubevirt.ee.handler.stream;

/** A stream is not opened, for a reason that its client is told. */
final class StreamRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient StreamRefusal refusal;

    StreamRefused(StreamRefusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    StreamRefusal refusal() {
        return refusal;
    }
}
