package io.kubevirt.ee.model.admission;

import com.google.gson.annotations.SerializedName;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** A field of an API record, by its name in JSON. */
public record RecordField(String name, Object valueOrNull) {
    /** What reflection says of a type, asked once. */
    private static final ClassValue<List<RecordComponent>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected List<RecordComponent> computeValue(Class<?> type) {
                    return List.of(type.getRecordComponents());
                }
            };

    /** The fields of a record, in their order. */
    public static List<RecordField> of(Record value) {
        List<RecordField> fields = new ArrayList<>();
        for (RecordComponent component : COMPONENTS.get(value.getClass())) {
            fields.add(new RecordField(jsonName(component), read(component, value)));
        }
        return fields;
    }

    private static String jsonName(RecordComponent component) {
        SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
        return name == null ? component.getName() : name.value();
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the API are public", e);
        }
    }
}
