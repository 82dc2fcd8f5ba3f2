package io.kubevirt.ee.handler.stream;

import java.time.Duration;

/**
 * How bytes move between a client and what its stream leads to.
 *
 * @param datagrams each message is one datagram
 * @param gathers what follows upon a little goes along with the next message
 * @param sendDeadline a client that does not take one chunk for so long is cut off
 * @param whenGuestEnds what the client is told when the guest's end is closed
 */
record StreamManner(
        boolean datagrams, boolean gathers, Duration sendDeadline, StreamEnd whenGuestEnds) {

    /** A guest may wait for whoever watches its device: not for long. */
    static StreamManner of(GuestDevice device, Duration sendDeadline) {
        boolean gathers =
                switch (device) {
                    case CONSOLE, VNC -> true;
                    // A driver waits for its device's answer to each little packet.
                    case USB -> false;
                };
        return new StreamManner(false, gathers, sendDeadline, StreamEnd.GUEST_ENDED);
    }

    /** Nobody waits for a connection but its own two ends. */
    static StreamManner ofPort(GuestPort port, Duration sendDeadline) {
        boolean datagrams =
                switch (port.protocol()) {
                    case TCP -> false;
                    case UDP -> true;
                };
        return new StreamManner(datagrams, false, sendDeadline, StreamEnd.PORT_CLOSED);
    }
}
