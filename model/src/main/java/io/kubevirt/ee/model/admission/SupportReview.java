package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.admission.Supported.Row;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Walks a spec and refuses what {@link Supported} does not hold: the outermost field that nothing
 * in the table lies under, or a value that is not listed. A switch that is false and an empty text,
 * list or map ask for nothing and pass.
 */
final class SupportReview {
    private static final String SEE = "; docs/compatibility.md lists what is";

    private final NavigableMap<String, Row> rows;
    private final Findings findings;

    SupportReview(List<Row> rows, Findings findings) {
        this.rows = new TreeMap<>(Supported.byPath(rows));
        this.findings = findings;
    }

    /**
     * Looks at all components of a record.
     *
     * @param pattern where the record stands in the table, such as {@code spec.volumes[]}
     * @param path where it stands below the prefix of the findings, such as {@code volumes[0]};
     *     empty for the spec itself
     */
    void record(String pattern, String path, Record value) {
        for (RecordField field : RecordField.of(value)) {
            String name = field.name();
            field(
                    pattern + "." + name,
                    path.isEmpty() ? name : path + "." + name,
                    field.valueOrNull());
        }
    }

    private void field(String pattern, String path, Object valueOrNull) {
        Row row = rows.get(pattern);
        if (row != null) {
            values(row, path, valueOrNull);
        } else if (asksForNothing(valueOrNull)) {
            return;
        } else if (hasRowsUnder(pattern)) {
            descend(pattern, path, valueOrNull);
        } else {
            findings.notSupported(path, "is not supported by this version" + SEE);
        }
    }

    private static boolean asksForNothing(Object valueOrNull) {
        return switch (valueOrNull) {
            case null -> true;
            case String text -> text.isEmpty();
            case Boolean flag -> !flag;
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    private void values(Row row, String path, Object valueOrNull) {
        if (valueOrNull == null || "".equals(valueOrNull)) {
            return;
        }
        if (!row.values().isEmpty() && !row.values().contains(valueOrNull.toString())) {
            findings.notSupported(
                    path,
                    "is '%s': this version supports %s%s"
                            .formatted(valueOrNull, String.join(", ", row.values()), SEE));
        }
    }

    private boolean hasRowsUnder(String pattern) {
        return hasRowsFrom(pattern + ".") || hasRowsFrom(pattern + "[]");
    }

    private boolean hasRowsFrom(String start) {
        String next = rows.ceilingKey(start);
        return next != null && next.startsWith(start);
    }

    private void descend(String pattern, String path, Object value) {
        switch (value) {
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    descend(pattern + "[]", path + "[" + i + "]", list.get(i));
                }
            }
            case Map<?, ?> map ->
                    map.forEach((key, item) -> field(pattern + "." + key, path + "." + key, item));
            case Record item -> record(pattern, path, item);
            default -> throw new IllegalStateException("rows under the plain value " + pattern);
        }
    }
}
