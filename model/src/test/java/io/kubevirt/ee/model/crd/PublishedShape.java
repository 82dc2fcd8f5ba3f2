package io.kubevirt.ee.model.crd;

import io.kubernetes.client.openapi.models.V1CustomResourceColumnDefinition;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinition;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinitionVersion;
import io.kubernetes.client.openapi.models.V1CustomResourceSubresources;
import io.kubernetes.client.openapi.models.V1JSONSchemaProps;
import io.kubevirt.ee.model.v1.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a definition down as KubeVirt's published ones are: one field a line. */
final class PublishedShape {
    private final List<String> lines = new ArrayList<>();

    private PublishedShape() {}

    static List<String> head(V1CustomResourceDefinition definition) {
        var spec = definition.getSpec();
        var names = spec.getNames();
        List<String> lines = new ArrayList<>();
        lines.add(
                "# %s kind %s scope %s short %s categories %s"
                        .formatted(
                                spec.getGroup(),
                                names.getKind(),
                                spec.getScope(),
                                String.join(",", names.getShortNames()),
                                String.join(",", Absent.list(names.getCategories()))));
        for (V1CustomResourceDefinitionVersion version : spec.getVersions()) {
            lines.add(
                    "# version %s served=%s storage=%s subresources=%s"
                            .formatted(
                                    version.getName(),
                                    version.getServed() ? "True" : "False",
                                    version.getStorage() ? "True" : "False",
                                    subresources(version.getSubresources())));
            Absent.list(version.getAdditionalPrinterColumns())
                    .forEach(column -> lines.add(column(column)));
        }
        return lines;
    }

    private static String subresources(V1CustomResourceSubresources some) {
        if (some == null) {
            return "";
        }
        return (some.getScale() == null ? "" : "scale,")
                + (some.getStatus() == null ? "" : "status");
    }

    private static String column(V1CustomResourceColumnDefinition column) {
        int priority = column.getPriority() == null ? 0 : column.getPriority();
        return "# column %s\t%s\t%s\tpriority=%d"
                .formatted(column.getName(), column.getType(), column.getJsonPath(), priority);
    }

    static List<String> fields(V1JSONSchemaProps root) {
        PublishedShape shape = new PublishedShape();
        shape.properties("", root);
        return shape.lines;
    }

    private void properties(String path, V1JSONSchemaProps schema) {
        Map<String, V1JSONSchemaProps> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        String prefix = path.isEmpty() ? "" : path + ".";
        properties.forEach((name, child) -> field(prefix + name, child, required.contains(name)));
    }

    private void field(String path, V1JSONSchemaProps schema, boolean required) {
        boolean intOrString = Boolean.TRUE.equals(schema.getxKubernetesIntOrString());
        String type = intOrString ? "int-or-string" : schema.getType();
        lines.add(path + "\t" + type + "\t" + String.join(" ", constraints(schema, required)));
        if (schema.getItems() != null) {
            field(path + "[]", (V1JSONSchemaProps) schema.getItems(), false);
        }
        if (schema.getAdditionalProperties() != null) {
            field(path + "{}", (V1JSONSchemaProps) schema.getAdditionalProperties(), false);
        }
        properties(path, schema);
    }

    private static List<String> constraints(V1JSONSchemaProps schema, boolean required) {
        List<String> words = new ArrayList<>();
        add(words, "format", schema.getFormat());
        if (required) {
            words.add("required");
        }
        listType(words, schema);
        add(words, "maxItems", schema.getMaxItems());
        add(words, "maxLength", schema.getMaxLength());
        add(words, "minimum", number(schema.getMinimum()));
        add(words, "maximum", number(schema.getMaximum()));
        if (schema.getEnum() != null) {
            words.add(
                    "enum="
                            + String.join(
                                    "|", schema.getEnum().stream().map(Object::toString).toList()));
        }
        add(words, "default", capitalised(schema.getDefault()));
        flag(words, "nullable", schema.getNullable());
        flag(words, "open", schema.getxKubernetesPreserveUnknownFields());
        add(words, "pattern", schema.getPattern());
        return words;
    }

    private static void listType(List<String> words, V1JSONSchemaProps schema) {
        if (schema.getxKubernetesListType() == null) {
            return;
        }
        List<String> keys = schema.getxKubernetesListMapKeys();
        words.add(
                "list="
                        + schema.getxKubernetesListType()
                        + (keys == null ? "" : "(" + String.join(",", keys) + ")"));
    }

    private static void add(List<String> words, String name, Object valueOrNull) {
        if (valueOrNull != null) {
            words.add(name + "=" + valueOrNull);
        }
    }

    private static void flag(List<String> words, String name, Boolean flagOrNull) {
        if (Boolean.TRUE.equals(flagOrNull)) {
            words.add(name);
        }
    }

    private static Long number(Double valueOrNull) {
        return valueOrNull == null ? null : valueOrNull.longValue();
    }

    private static Object capitalised(Object valueOrNull) {
        return valueOrNull instanceof Boolean flag ? (flag ? "True" : "False") : valueOrNull;
    }
}
