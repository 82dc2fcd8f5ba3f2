package io.kubevirt.ee.handler.stream;

import java.util.OptionalInt;
import org.eclipse.jetty.websocket.api.StatusCode;

/** Why a stream ended, and what the client is told. */
enum StreamEnd {
    /** The device's socket was closed by qemu. */
    GUEST_ENDED(OptionalInt.of(StatusCode.NORMAL), "the guest ended"),
    /** The connection to a port of the guest was closed by the guest, or broke. */
    PORT_CLOSED(OptionalInt.of(StatusCode.NORMAL), "the guest closed the connection"),
    /** More than a datagram can hold. */
    TOO_LONG(OptionalInt.of(StatusCode.MESSAGE_TOO_LARGE), "a datagram holds at most 65507 bytes"),
    /** A newer stream of the same device took over. */
    TAKEN_OVER(OptionalInt.of(StatusCode.SHUTDOWN), "another client connected to this device"),
    /** The agent stops; the guest goes on. */
    AGENT_STOPS(OptionalInt.of(StatusCode.SHUTDOWN), "the node's agent stops, connect again"),
    /** A stream is bytes. */
    TEXT_REFUSED(OptionalInt.of(StatusCode.BAD_DATA), "only binary messages are taken"),
    /** The client closed the stream. */
    CLIENT_LEFT(OptionalInt.of(StatusCode.NORMAL), ""),
    /** The client does not answer: nothing can be told. */
    LOST(OptionalInt.empty(), "");

    private final OptionalInt code;
    private final String words;

    StreamEnd(OptionalInt code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The WebSocket's close code; empty: the connection is cut. */
    OptionalInt code() {
        return code;
    }

    String words() {
        return words;
    }
}
