package io.kubevirt.ee.model.vm;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.admission.RecordField;
import io.kubevirt.ee.model.v1.Absent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The paths of the fields in which two records of the API differ. Nothing, an empty list and an
 * empty map are the same, and so are amounts that are written differently.
 */
final class ChangedFields {
    private final Set<String> ignored;
    private final List<String> paths = new ArrayList<>();

    private ChangedFields(Set<String> ignored) {
        this.ignored = ignored;
    }

    /**
     * The paths, in the order of the fields.
     *
     * @param root what the paths begin with
     * @param ignored paths below the root that are not looked at
     */
    static List<String> between(String root, Record before, Record after, Set<String> ignored) {
        ChangedFields changed = new ChangedFields(ignored);
        changed.value(root, before, after);
        return List.copyOf(changed.paths);
    }

    private void value(String path, Object before, Object after) {
        if (ignored.contains(path) || (isNothing(before) && isNothing(after))) {
            return;
        }
        if (before instanceof Record was && after instanceof Record is) {
            record(path, was, is);
        } else if (before instanceof List<?> was
                && after instanceof List<?> is
                && was.size() == is.size()) {
            for (int i = 0; i < is.size(); i++) {
                value(path + "[" + i + "]", was.get(i), is.get(i));
            }
        } else if (before instanceof Map<?, ?> || after instanceof Map<?, ?>) {
            map(path, (Map<?, ?>) before, (Map<?, ?>) after);
        } else if (!same(before, after)) {
            paths.add(path);
        }
    }

    private void record(String path, Record before, Record after) {
        List<RecordField> was = RecordField.of(before);
        List<RecordField> is = RecordField.of(after);
        for (int i = 0; i < is.size(); i++) {
            value(path + "." + is.get(i).name(), was.get(i).valueOrNull(), is.get(i).valueOrNull());
        }
    }

    private void map(String path, Map<?, ?> beforeOrNull, Map<?, ?> afterOrNull) {
        Map<?, ?> before = Absent.map(beforeOrNull);
        Map<?, ?> after = Absent.map(afterOrNull);
        Set<String> keys = new TreeSet<>();
        before.keySet().forEach(key -> keys.add(key.toString()));
        after.keySet().forEach(key -> keys.add(key.toString()));
        keys.forEach(key -> value(path + "." + key, before.get(key), after.get(key)));
    }

    private static boolean same(Object before, Object after) {
        return before instanceof Quantity was && after instanceof Quantity is
                ? was.getNumber().compareTo(is.getNumber()) == 0
                : Objects.equals(before, after);
    }

    private static boolean isNothing(Object value) {
        return value == null
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
