package io.kubevirt.ee.model.downward;

import java.util.Locale;

/**
 * One figure, by vhostmd's names.
 *
 * @param unit {@code s}, {@code KiB}; empty: it has none
 * @param value as it is shown
 */
public record Figure(Context context, Type type, String name, String unit, String value) {

    /** Whose figure it is. */
    public enum Context {
        HOST,
        VM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is to be read. */
    public enum Type {
        INT64,
        UINT64,
        REAL64,
        STRING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Figure text(Context context, String name, String value) {
        return new Figure(context, Type.STRING, name, "", value);
    }

    static Figure number(Context context, String name, long value) {
        return new Figure(context, Type.INT64, name, "", Long.toString(value));
    }

    static Figure kibibytes(Context context, String name, long value) {
        return new Figure(context, Type.UINT64, name, "KiB", Long.toUnsignedString(value));
    }

    static Figure seconds(Context context, String name, double value) {
        return new Figure(
                context, Type.REAL64, name, "s", String.format(Locale.ROOT, "%.6f", value));
    }

    static Figure at(Context context, String name, long secondsSinceEpoch) {
        return new Figure(context, Type.INT64, name, "s", Long.toString(secondsSinceEpoch));
    }
}
