package io.kubevirt.ee.api.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a value stands in an object.
 *
 * @param holder the object or list that holds it
 * @param name of the field; empty in a list
 * @param index in the list; 0 in an object
 * @param schema what may stand there, where the definition says it
 */
record Place(JsonElement holder, String name, int index, Optional<Schema> schema) {
    /** All places in an object. */
    static List<Place> in(JsonObject object, Schema schema) {
        List<Place> places = new ArrayList<>();
        collect(object, Optional.of(schema), places);
        return places;
    }

    private static void collect(JsonElement value, Optional<Schema> schema, List<Place> places) {
        if (value instanceof JsonObject fields) {
            for (String name : fields.keySet()) {
                Place place = new Place(fields, name, 0, schema.flatMap(at -> at.field(name)));
                places.add(place);
                collect(fields.get(name), place.schema(), places);
            }
        } else if (value instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                Place place = new Place(list, "", i, schema.flatMap(Schema::item));
                places.add(place);
                collect(list.get(i), place.schema(), places);
            }
        }
    }

    JsonElement value() {
        return holder instanceof JsonArray list
                ? list.get(index)
                : holder.getAsJsonObject().get(name);
    }

    void set(JsonElement value) {
        if (holder instanceof JsonArray list) {
            list.set(index, value);
        } else {
            holder.getAsJsonObject().add(name, value);
        }
    }

    void remove() {
        if (holder instanceof JsonArray list) {
            list.remove(index);
        } else {
            holder.getAsJsonObject().remove(name);
        }
    }
}
