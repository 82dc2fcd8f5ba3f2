package io.kubevirt.ee.model.v1;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Kubernetes writes them into JSON: {@code 1h30m0s}, {@code 1.5s}, {@code 300ms}. */
public final class GoDuration {

    private static final Pattern PART =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("0|(" + PART.pattern() + ")+");
    private static final int LONGEST_TEXT = 64;
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "μs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Reads one; what is below zero is not one of ours.
     *
     * @throws IllegalArgumentException when it is none, or longer than Go can count (292 years)
     */
    public static Duration parse(String text) {
        if (text.length() > LONGEST_TEXT || !WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no duration, such as 5m0s".formatted(text));
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            nanos =
                    nanos.add(
                            new BigDecimal(part.group(1))
                                    .multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"%s\" is too long".formatted(text));
        }
        return Duration.ofNanos(nanos.longValue());
    }
}
