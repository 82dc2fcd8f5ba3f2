package io.kubevirt.ee.launcher;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lines for the pod's log: JSON in the cluster, plain text elsewhere. There is no logging module:
 * java.base alone keeps the process small.
 *
 * @param out where lines go
 * @param json whether a line is a JSON object
 */
record Log(PrintStream out, boolean json) {

    static Log toStandardOutput(String format) {
        return new Log(System.out, "json".equals(format));
    }

    void info(String message) {
        line("INFO", message);
    }

    void error(String message) {
        line("ERROR", message);
    }

    private void line(String level, String message) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        out.println(
                json
                        ? "{\"time\":\"%s\",\"level\":\"%s\",\"program\":\"virt-launcher\",\"message\":\"%s\"}"
                                .formatted(now, level, escaped(message))
                        : "%s %-5s %s".formatted(now, level, message));
        out.flush();
    }

    /** The string as the inside of a JSON string (RFC 8259, section 7). */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.toString();
    }
}
