package io.kubevirt.ee.handler.stream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A port of a guest's address.
 *
 * @param number 1 to 65535
 */
public record GuestPort(int number, Protocol protocol) implements StreamTarget {

    private static final int HIGHEST = 65_535;
    private static final int MOST_DIGITS = 5;

    /** How bytes go there. */
    public enum Protocol {
        /** As one connection. */
        TCP,
        /** Each message as one datagram. */
        UDP;

        private static Optional<Protocol> named(String text) {
            return Arrays.stream(values()).filter(p -> p.text().equals(text)).findFirst();
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The port that two segments of a path name, if they name one. */
    static Optional<GuestPort> of(String number, String protocol) {
        boolean digits =
                !number.isEmpty()
                        && number.length() <= MOST_DIGITS
                        && number.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(number) : 0;
        return port < 1 || port > HIGHEST
                ? Optional.empty()
                : Protocol.named(protocol).map(known -> new GuestPort(port, known));
    }

    @Override
    public String toString() {
        return "port " + number + "/" + protocol.text();
    }
}
