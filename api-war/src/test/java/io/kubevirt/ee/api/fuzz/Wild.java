package io.kubevirt.ee.api.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Random;

/** Changes without regard for what a manifest means; most make it one that is to be refused. */
enum Wild {
    /** Something goes. */
    REMOVE {
        @Override
        void apply(JsonObject object, Schema schema, Random random) {
            any(object, schema, random).remove();
        }
    },
    /** Something is of another type, or out of all bounds. */
    REPLACE {
        @Override
        void apply(JsonObject object, Schema schema, Random random) {
            any(object, schema, random).set(Schema.one(VALUES, random).deepCopy());
        }
    },
    /** A published field has a value of its form. */
    GROW {
        @Override
        void apply(JsonObject object, Schema schema, Random random) {
            List<Place> open =
                    Place.in(object, schema).stream()
                            .filter(place -> place.value() instanceof JsonObject)
                            .filter(place -> place.schema().filter(Wild::isOpen).isPresent())
                            .toList();
            if (!open.isEmpty()) {
                Place place = Schema.one(open, random);
                Schema form = place.schema().orElseThrow();
                String name = Schema.one(form.fields(), random);
                place.value()
                        .getAsJsonObject()
                        .add(name, form.field(name).orElseThrow().value(random));
            }
        }
    },
    /** A field that nobody published. */
    UNKNOWN {
        @Override
        void apply(JsonObject object, Schema schema, Random random) {
            List<Place> open =
                    Place.in(object, schema).stream()
                            .filter(place -> place.value() instanceof JsonObject)
                            .toList();
            JsonObject holder =
                    open.isEmpty() ? object : Schema.one(open, random).value().getAsJsonObject();
            holder.add("noSuchField", Schema.one(VALUES, random).deepCopy());
        }
    },
    /** An item of a list stands there again, perhaps a hundred times. */
    REPEAT {
        @Override
        void apply(JsonObject object, Schema schema, Random random) {
            List<Place> items =
                    Place.in(object, schema).stream()
                            .filter(place -> place.holder() instanceof JsonArray)
                            .toList();
            if (!items.isEmpty()) {
                Place place = Schema.one(items, random);
                JsonElement item = place.value();
                for (int i = random.nextInt(10) == 0 ? 100 : 1; i > 0; i--) {
                    place.holder().getAsJsonArray().add(item.deepCopy());
                }
            }
        }
    };

    private static final List<JsonElement> VALUES =
            List.of(
                    JsonNull.INSTANCE,
                    new JsonPrimitive(""),
                    new JsonPrimitive("x".repeat(20_000)),
                    new JsonPrimitive("ä€😀\u0000\u001b[31m"),
                    new JsonPrimitive("../../../etc/passwd"),
                    new JsonPrimitive("'; -- <domain/> ${env.HOME} %s%n"),
                    new JsonPrimitive("1e999999999"),
                    new JsonPrimitive("-64Mi"),
                    new JsonPrimitive("9223372036854775808"),
                    new JsonPrimitive(-1),
                    new JsonPrimitive(0),
                    new JsonPrimitive(Long.MAX_VALUE),
                    new JsonPrimitive(0.1),
                    new JsonPrimitive(true),
                    new JsonArray(),
                    new JsonObject(),
                    JsonParser.parseString("[null]"),
                    JsonParser.parseString("[[1, {\"a\": null}], \"b\"]"),
                    JsonParser.parseString("{\"name\": {\"name\": []}}"),
                    JsonParser.parseString("[".repeat(200) + "]".repeat(200)));

    abstract void apply(JsonObject object, Schema schema, Random random);

    private static boolean isOpen(Schema schema) {
        return !schema.fields().isEmpty();
    }

    private static Place any(JsonObject object, Schema schema, Random random) {
        return Schema.one(Place.in(object, schema), random);
    }
}
