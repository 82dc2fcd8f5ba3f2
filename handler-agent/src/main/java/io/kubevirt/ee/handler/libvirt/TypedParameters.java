package io.kubevirt.ee.handler.libvirt;

import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads an array of libvirt's virTypedParameter: a name of 80 bytes, a number for the type, and a
 * union of eight bytes, aligned.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-common.html#virTypedParameter">its
 *     documentation</a>
 */
final class TypedParameters {

    private static final int NAME = 0;
    private static final int TYPE = 80;
    private static final int VALUE = 88;
    private static final int SIZE = 96;

    private TypedParameters() {}

    static Map<String, Object> read(Pointer parameters, int count) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Pointer parameter = parameters.share((long) i * SIZE, SIZE);
            values.put(parameter.getString(NAME, "UTF-8"), value(parameter));
        }
        return values;
    }

    private static Object value(Pointer parameter) {
        return switch (parameter.getInt(TYPE)) {
            case 1 -> (long) parameter.getInt(VALUE);
            case 2 -> Integer.toUnsignedLong(parameter.getInt(VALUE));
            // Unsigned ones of 64 bits count bytes and nanoseconds: no guest lives that long.
            case 3, 4 -> parameter.getLong(VALUE);
            case 5 -> parameter.getDouble(VALUE);
            case 6 -> (long) parameter.getByte(VALUE);
            case 7 -> text(parameter.getPointer(VALUE));
            default -> "";
        };
    }

    private static String text(Pointer characters) {
        return characters == null ? "" : characters.getString(0, "UTF-8");
    }
}
