package io.kubevirt.ee.model.crd;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1JSONSchemaProps;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Required;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a structural schema from a type: a record of the API with its annotations, or one of the
 * client library's models with what {@link KubernetesModel} knows of it.
 */
final class Schema {
    /** What the API server accepts as a quantity, as Kubernetes publishes it. */
    static final String QUANTITY =
            "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]"
                    + "|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

    private static final Map<Class<?>, V1JSONSchemaProps> SCALARS =
            Map.of(
                    String.class, scalar("string", null),
                    Boolean.class, scalar("boolean", null),
                    Integer.class, scalar("integer", "int32"),
                    Long.class, scalar("integer", "int64"),
                    Double.class, scalar("number", null),
                    OffsetDateTime.class, scalar("string", "date-time"),
                    IntOrString.class, intOrString(null),
                    Quantity.class, intOrString(QUANTITY),
                    V1ObjectMeta.class, scalar("object", null));

    private Schema() {}

    /** Returns the schema of the type: a record, a model, a list, a map or a scalar. */
    static V1JSONSchemaProps of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofCollection(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (SCALARS.containsKey(plain)) {
            // A fresh copy: the caller adds the constraints of the place.
            return copy(SCALARS.get(plain));
        }
        return plain.isRecord() ? ofRecord(plain) : KubernetesModel.schema(plain);
    }

    private static V1JSONSchemaProps ofCollection(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        if (generic.getRawType() == List.class) {
            return blank().type("array").items(of(arguments[0]));
        }
        if (generic.getRawType() == Map.class && arguments[0] == String.class) {
            return blank().type("object").additionalProperties(of(arguments[1]));
        }
        throw new IllegalArgumentException("no schema for " + generic);
    }

    private static V1JSONSchemaProps ofRecord(Class<?> type) {
        Map<String, V1JSONSchemaProps> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = jsonName(component);
            V1JSONSchemaProps schema = of(component.getGenericType());
            Constraints.apply(component, schema);
            properties.put(name, schema);
            if (component.isAnnotationPresent(Required.class)) {
                required.add(name);
            }
        }
        return object(properties, required);
    }

    static V1JSONSchemaProps object(
            Map<String, V1JSONSchemaProps> properties, List<String> required) {
        return blank().type("object")
                .properties(properties.isEmpty() ? null : properties)
                .required(required.isEmpty() ? null : required);
    }

    private static String jsonName(RecordComponent component) {
        SerializedName name = component.getAccessor().getAnnotation(SerializedName.class);
        return name == null ? component.getName() : name.value();
    }

    /** Returns a schema without the empty lists and maps that the model starts with. */
    private static V1JSONSchemaProps blank() {
        return new V1JSONSchemaProps()
                .allOf(null)
                .anyOf(null)
                .definitions(null)
                .dependencies(null)
                ._enum(null)
                .oneOf(null)
                .patternProperties(null)
                .properties(null)
                .required(null)
                .xKubernetesListMapKeys(null)
                .xKubernetesValidations(null);
    }

    private static V1JSONSchemaProps scalar(String type, String formatOrNull) {
        return blank().type(type).format(formatOrNull);
    }

    private static V1JSONSchemaProps intOrString(String patternOrNull) {
        return blank().anyOf(List.of(scalar("integer", null), scalar("string", null)))
                .pattern(patternOrNull)
                .xKubernetesIntOrString(true);
    }

    private static V1JSONSchemaProps copy(V1JSONSchemaProps scalar) {
        return blank().type(scalar.getType())
                .format(scalar.getFormat())
                .anyOf(scalar.getAnyOf())
                .pattern(scalar.getPattern())
                .xKubernetesIntOrString(scalar.getxKubernetesIntOrString());
    }
}
