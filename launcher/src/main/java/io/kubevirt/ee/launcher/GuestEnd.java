package io.kubevirt.ee.launcher;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a guest ended, as the node's agent tells it in the file {@code guest-ended}.
 *
 * @param clean whether the guest ended by itself or as asked, for good
 * @param reason the agent's word for it, for the log
 */
record GuestEnd(boolean clean, String reason) {

    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*\\{\\s*\"clean\"\\s*:\\s*(true|false)\\s*,\\s*\"reason\"\\s*:\\s*\"([^\"\\\\]*)\"\\s*}\\s*");

    /** Reads the agent's one line of JSON; empty when it is not (yet) a whole line. */
    static Optional<GuestEnd> parse(String json) {
        Matcher line = LINE.matcher(json);
        return line.matches()
                ? Optional.of(new GuestEnd(Boolean.parseBoolean(line.group(1)), line.group(2)))
                : Optional.empty();
    }
}
