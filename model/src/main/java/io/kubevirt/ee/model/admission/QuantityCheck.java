package io.kubevirt.ee.model.admission;

import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Refuses amounts that nothing can count, before anything counts with them: the API server's
 * pattern lets {@code 1e999999999} in, and one division by such a number takes a gigabyte.
 */
final class QuantityCheck {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int MOST_BITS = 128;
    private static final int MOST_SCALE = 30;

    /** Nano, the finest suffix there is. */
    private static final int FINEST_SCALE = 9;

    private final Findings findings;

    private QuantityCheck(Findings findings) {
        this.findings = findings;
    }

    /** Looks at all quantities in a record. */
    static void check(Record spec, Findings findings) {
        new QuantityCheck(findings).look("", spec);
    }

    /** Tells whether all quantities in a record can be counted with. */
    static boolean passes(Record spec) {
        Findings findings = new Findings("");
        check(spec, findings);
        return findings.refusals().isEmpty();
    }

    private void look(String path, Object valueOrNull) {
        switch (valueOrNull) {
            case Quantity quantity -> quantity(path, quantity.getNumber());
            case Record item ->
                    RecordField.of(item)
                            .forEach(field -> look(child(path, field.name()), field.valueOrNull()));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    look(path + "[" + i + "]", list.get(i));
                }
            }
            case Map<?, ?> map ->
                    map.forEach((key, item) -> look(child(path, String.valueOf(key)), item));
            case null, default -> {} // no quantity below
        }
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void quantity(String path, BigDecimal number) {
        boolean huge =
                Math.abs((long) number.scale()) > MOST_SCALE
                        || number.unscaledValue().bitLength() > MOST_BITS
                        || number.abs().compareTo(MOST) > 0;
        if (huge || number.stripTrailingZeros().scale() > FINEST_SCALE) {
            findings.invalid(path, "must be below 2^63, and no finer than 1n");
        }
    }
}
