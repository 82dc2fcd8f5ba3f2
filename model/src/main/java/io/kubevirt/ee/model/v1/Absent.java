package io.kubevirt.ee.model.v1;

import java.util.List;
import java.util.Map;

/** Reads a list or map that is null when its field is absent. */
public final class Absent {
    private Absent() {}

    /** Returns the list, or an empty one for null. */
    public static <T> List<T> list(List<T> listOrNull) {
        return listOrNull == null ? List.of() : listOrNull;
    }

    /** Returns the map, or an empty one for null. */
    public static <K, V> Map<K, V> map(Map<K, V> mapOrNull) {
        return mapOrNull == null ? Map.of() : mapOrNull;
    }

    /** Returns the value, or false for null. */
    public static boolean flag(Boolean flagOrNull) {
        return Boolean.TRUE.equals(flagOrNull);
    }
}
