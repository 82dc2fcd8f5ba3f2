package io.kubevirt.ee.model.crd;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.openapi.models.V1JSONSchemaProps;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubernetes.client.openapi.models.V1NodeSelector;
import io.kubernetes.client.openapi.models.V1NodeSelectorTerm;
import io.kubernetes.client.openapi.models.V1ObjectFieldSelector;
import io.kubernetes.client.openapi.models.V1ResourceFieldSelector;
import io.kubernetes.client.openapi.models.V1TypedLocalObjectReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Schemas of Kubernetes' own types inside ours. The client library's models carry names, types and
 * required fields; merge rules and defaults, which they lost on the way from Go, stand here.
 */
final class KubernetesModel {
    /** Applied as a whole, never merged field by field. */
    private static final Set<Class<?>> ATOMIC =
            Set.of(
                    V1LabelSelector.class,
                    V1LocalObjectReference.class,
                    V1NodeSelector.class,
                    V1NodeSelectorTerm.class,
                    V1ObjectFieldSelector.class,
                    V1ResourceFieldSelector.class,
                    V1TypedLocalObjectReference.class);

    private KubernetesModel() {}

    static V1JSONSchemaProps schema(Class<?> model) {
        Map<String, V1JSONSchemaProps> properties = new TreeMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                properties.put(name.value(), property(model, field));
            }
        }
        if (properties.isEmpty()) {
            throw new IllegalArgumentException("no fields in " + model);
        }
        V1JSONSchemaProps schema =
                Schema.object(new LinkedHashMap<>(properties), requiredFields(model));
        return ATOMIC.contains(model) ? schema.xKubernetesMapType("atomic") : schema;
    }

    private static V1JSONSchemaProps property(Class<?> model, Field field) {
        V1JSONSchemaProps schema = Schema.of(field.getGenericType());
        if ("array".equals(schema.getType())) {
            schema.xKubernetesListType("atomic");
        }
        if (model == V1LocalObjectReference.class) {
            schema._default("");
        }
        return schema;
    }

    /** Reads the list that the library's generator leaves on each model. */
    private static List<String> requiredFields(Class<?> model) {
        try {
            var required = (Set<?>) model.getField("openapiRequiredFields").get(null);
            List<String> names = new ArrayList<>();
            required.forEach(name -> names.add((String) name));
            names.sort(null);
            return names;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not a model of the client library: " + model, e);
        }
    }
}
