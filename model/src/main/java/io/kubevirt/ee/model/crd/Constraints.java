package io.kubevirt.ee.model.crd;

import io.kubernetes.client.openapi.models.V1JSONSchemaProps;
import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.Default;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.MaxItems;
import io.kubevirt.ee.model.v1.schema.MaxLength;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.NullableItems;
import io.kubevirt.ee.model.v1.schema.OneOf;
import io.kubevirt.ee.model.v1.schema.Open;
import io.kubevirt.ee.model.v1.schema.Pattern;
import io.kubevirt.ee.model.v1.schema.Range;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Carries the annotations of a record component over to its schema. */
final class Constraints {
    private Constraints() {}

    static void apply(RecordComponent component, V1JSONSchemaProps schema) {
        for (Annotation annotation : component.getAnnotations()) {
            switch (annotation) {
                case Nullable _ -> schema.nullable(true);
                case NullableItems _ -> items(schema).nullable(true);
                case Open _ -> schema.xKubernetesPreserveUnknownFields(true);
                case AnyWidth _ -> innermost(schema).format(null);
                case ListType list -> listType(list, schema);
                case MaxItems max -> schema.maxItems(max.value());
                case MaxLength max -> schema.maxLength(max.value());
                case OneOf words -> schema._enum(List.<Object>of((Object[]) words.value()));
                case Pattern pattern -> schema.pattern(pattern.value());
                case Range range -> range(range, schema);
                case Default value -> schema._default(defaultValue(value, schema));
                default -> {} // Required is the parent's; the rest is not about the schema.
            }
        }
    }

    private static void listType(ListType list, V1JSONSchemaProps schema) {
        schema.xKubernetesListType(list.value());
        if (list.keys().length > 0) {
            schema.xKubernetesListMapKeys(List.of(list.keys()));
        }
    }

    private static void range(Range range, V1JSONSchemaProps schema) {
        schema.minimum((double) range.min());
        if (range.max() != Long.MAX_VALUE) {
            schema.maximum((double) range.max());
        }
    }

    private static Object defaultValue(Default value, V1JSONSchemaProps schema) {
        return "boolean".equals(schema.getType()) ? Boolean.valueOf(value.value()) : value.value();
    }

    /** Returns the schema of list items or map values, or the schema itself. */
    private static V1JSONSchemaProps innermost(V1JSONSchemaProps schema) {
        if (schema.getItems() != null) {
            return innermost(items(schema));
        }
        if (schema.getAdditionalProperties() != null) {
            return innermost((V1JSONSchemaProps) schema.getAdditionalProperties());
        }
        return schema;
    }

    private static V1JSONSchemaProps items(V1JSONSchemaProps schema) {
        return (V1JSONSchemaProps) schema.getItems();
    }
}
