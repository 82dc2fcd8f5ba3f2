package io.kubevirt.ee.api.stream;

import java.nio.charset.StandardCharsets;

/**
 * How a stream ends, as one end tells the other. Pure.
 *
 * @param code WebSocket close code (RFC 6455 section 7.4) that may be sent
 * @param reason for people, at most 123 bytes of UTF-8
 */
public record Ending(int code, String reason) {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int TOO_LONG = 1009;
    private static final int UNEXPECTED = 1011;
    private static final int LONGEST_REASON_BYTES = 123;

    public Ending {
        reason = cut(reason);
    }

    /** virt-api stops, or an end no longer answers. */
    public static Ending goingAway(String reason) {
        return new Ending(GOING_AWAY, reason);
    }

    /** A message is longer than can be passed on. */
    public static Ending tooLong(String reason) {
        return new Ending(TOO_LONG, reason);
    }

    /** Something broke. */
    public static Ending failure(String reason) {
        return new Ending(UNEXPECTED, reason);
    }

    /** Passes on what the other end said; some codes only report and must not be sent. */
    public static Ending passedOn(int code, String reasonOrNull) {
        String reason = reasonOrNull == null ? "" : reasonOrNull;
        return switch (code) {
            case 1005 -> new Ending(NORMAL, reason);
            case 1006, 1015 ->
                    new Ending(UNEXPECTED, reason.isEmpty() ? "the connection was lost" : reason);
            default -> isSendable(code) ? new Ending(code, reason) : new Ending(UNEXPECTED, reason);
        };
    }

    private static boolean isSendable(int code) {
        return code >= 1000 && code <= 1003
                || code >= 1007 && code <= 1011
                || code >= 3000 && code <= 4999;
    }

    /** Cuts between characters, never inside of one. */
    private static String cut(String reason) {
        String kept = reason;
        while (kept.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON_BYTES) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept;
    }
}
