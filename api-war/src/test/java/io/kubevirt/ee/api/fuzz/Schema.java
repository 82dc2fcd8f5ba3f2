package io.kubevirt.ee.api.fuzz;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.yaml.snakeyaml.Yaml;

/** A part of a published definition: what may stand below a field, and values of that form. */
record Schema(JsonObject node) {
    private static final int DEEPEST = 4;

    /** Of any form, hardly ever what a field means. */
    private static final List<String> TEXTS =
            List.of("", "a", "default", "no such value", "A_b.c", "ä€😀", "../..", "10Mi", "0x1");

    private static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 80, -1, Integer.MAX_VALUE);
    private static final List<String> AMOUNTS = List.of("64Mi", "1", "250m", "0", "-1", "1e3");

    /** The schema of a kind, as the definition in a file publishes it. */
    static Schema of(Path definition) {
        try {
            JsonObject crd =
                    new Gson()
                            .toJsonTree(new Yaml().load(Files.readString(definition)))
                            .getAsJsonObject();
            return new Schema(
                    crd.getAsJsonObject("spec")
                            .getAsJsonArray("versions")
                            .get(0)
                            .getAsJsonObject()
                            .getAsJsonObject("schema")
                            .getAsJsonObject("openAPIV3Schema"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What may stand at a field. */
    Optional<Schema> field(String name) {
        JsonObject fields = node.getAsJsonObject("properties");
        return fields == null || !fields.has(name)
                ? Optional.empty()
                : Optional.of(new Schema(fields.getAsJsonObject(name)));
    }

    /** What may be an item of a list. */
    Optional<Schema> item() {
        return Optional.ofNullable(node.getAsJsonObject("items")).map(Schema::new);
    }

    /** The names of all fields. */
    List<String> fields() {
        JsonObject fields = node.getAsJsonObject("properties");
        return fields == null ? List.of() : List.copyOf(fields.keySet());
    }

    /** A value of this form. */
    JsonElement value(Random random) {
        return value(random, 0);
    }

    private JsonElement value(Random random, int depth) {
        if (node.has("enum")) {
            JsonArray values = node.getAsJsonArray("enum");
            return values.get(random.nextInt(values.size()));
        }
        if (node.has("x-kubernetes-int-or-string") || node.has("anyOf")) {
            return new JsonPrimitive(one(AMOUNTS, random));
        }
        return switch (node.has("type") ? node.get("type").getAsString() : "object") {
            case "string" -> new JsonPrimitive(one(TEXTS, random));
            case "integer", "number" -> new JsonPrimitive(one(NUMBERS, random));
            case "boolean" -> new JsonPrimitive(random.nextBoolean());
            case "array" -> list(random, depth);
            default -> object(random, depth);
        };
    }

    private JsonElement list(Random random, int depth) {
        JsonArray list = new JsonArray();
        for (int i = random.nextInt(2); i >= 0 && depth < DEEPEST; i--) {
            item().ifPresent(item -> list.add(item.value(random, depth + 1)));
        }
        return list;
    }

    private JsonElement object(Random random, int depth) {
        JsonObject object = new JsonObject();
        for (String name : fields()) {
            boolean required =
                    node.has("required")
                            && node.getAsJsonArray("required").contains(new JsonPrimitive(name));
            if (required || (depth < DEEPEST && random.nextInt(4) == 0)) {
                object.add(name, field(name).orElseThrow().value(random, depth + 1));
            }
        }
        return object;
    }

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
