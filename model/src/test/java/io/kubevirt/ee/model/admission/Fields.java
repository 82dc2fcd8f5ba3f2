package io.kubevirt.ee.model.admission;

import com.google.gson.annotations.SerializedName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The paths of all fields that lie in records of the API, as the table of support writes them. */
final class Fields {
    private Fields() {}

    static Set<String> of(Class<?> record, String path) {
        Set<String> paths = new TreeSet<>();
        add(record, path, paths);
        return paths;
    }

    private static void add(Type type, String path, Set<String> paths) {
        paths.add(path);
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                add(generic.getActualTypeArguments()[0], path + "[]", paths);
            } else {
                // Keys of a map are the cluster's; these are the ones that every cluster has.
                paths.add(path + ".cpu");
                paths.add(path + ".memory");
            }
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                add(component.getGenericType(), path + "." + name(component), paths);
            }
        }
    }

    private static String name(RecordComponent component) {
        SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
        return name == null ? component.getName() : name.value();
    }
}
