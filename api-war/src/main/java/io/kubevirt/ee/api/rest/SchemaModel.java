package io.kubevirt.ee.api.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Turns the schema of a CustomResourceDefinition into one of MicroProfile OpenAPI: so the document
 * says of an object what the API server holds it to. Pure.
 */
final class SchemaModel {
    private SchemaModel() {}

    /**
     * Returns the schema.
     *
     * @param crd openAPIV3Schema of a definition, or a part of one
     */
    static Schema of(JsonObject crd) {
        Schema schema = OASFactory.createSchema();
        if (flag(crd, "x-kubernetes-int-or-string")) {
            schema.setType(nullable(crd, SchemaType.INTEGER, SchemaType.STRING));
        } else if (crd.has("type")) {
            schema.setType(nullable(crd, type(crd.get("type").getAsString())));
        }
        if (crd.has("description")) {
            schema.setDescription(crd.get("description").getAsString());
        }
        if (crd.has("format") && !crd.get("format").getAsString().startsWith("int")) {
            schema.setFormat(crd.get("format").getAsString());
        }
        numbers(crd, schema);
        members(crd, schema);
        return schema;
    }

    private static void numbers(JsonObject crd, Schema schema) {
        if (crd.has("minimum")) {
            schema.setMinimum(crd.get("minimum").getAsBigDecimal());
        }
        if (crd.has("maximum")) {
            schema.setMaximum(crd.get("maximum").getAsBigDecimal());
        }
        if (crd.has("minLength")) {
            schema.setMinLength(crd.get("minLength").getAsInt());
        }
        if (crd.has("maxLength")) {
            schema.setMaxLength(crd.get("maxLength").getAsInt());
        }
        if (crd.has("minItems")) {
            schema.setMinItems(crd.get("minItems").getAsInt());
        }
        if (crd.has("maxItems")) {
            schema.setMaxItems(crd.get("maxItems").getAsInt());
        }
        if (crd.has("pattern")) {
            schema.setPattern(crd.get("pattern").getAsString());
        }
    }

    private static void members(JsonObject crd, Schema schema) {
        if (crd.has("enum")) {
            List<Object> values = new ArrayList<>();
            crd.getAsJsonArray("enum").forEach(value -> values.add(plain(value)));
            schema.setEnumeration(values);
        }
        if (crd.has("required")) {
            crd.getAsJsonArray("required").forEach(name -> schema.addRequired(name.getAsString()));
        }
        if (crd.has("items")) {
            schema.setItems(of(crd.getAsJsonObject("items")));
        }
        if (crd.get("additionalProperties") instanceof JsonObject values) {
            schema.setAdditionalPropertiesSchema(of(values));
        }
        if (crd.has("properties")) {
            crd.getAsJsonObject("properties")
                    .entrySet()
                    .forEach(
                            member ->
                                    schema.addProperty(
                                            member.getKey(),
                                            of(member.getValue().getAsJsonObject())));
        }
    }

    private static List<SchemaType> nullable(JsonObject crd, SchemaType... types) {
        List<SchemaType> all = new ArrayList<>(List.of(types));
        if (flag(crd, "nullable")) {
            all.add(SchemaType.NULL);
        }
        return all;
    }

    private static boolean flag(JsonObject crd, String name) {
        return crd.get(name) instanceof JsonPrimitive value && value.getAsBoolean();
    }

    private static SchemaType type(String name) {
        return switch (name) {
            case "object" -> SchemaType.OBJECT;
            case "array" -> SchemaType.ARRAY;
            case "string" -> SchemaType.STRING;
            case "integer" -> SchemaType.INTEGER;
            case "number" -> SchemaType.NUMBER;
            case "boolean" -> SchemaType.BOOLEAN;
            default -> throw new IllegalArgumentException("no type of a definition: " + name);
        };
    }

    private static Object plain(JsonElement value) {
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        return primitive.isNumber() ? primitive.getAsBigDecimal() : primitive.getAsString();
    }
}
