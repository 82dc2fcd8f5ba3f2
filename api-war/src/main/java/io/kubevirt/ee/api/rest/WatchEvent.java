package io.kubevirt.ee.api.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of the API server's watch as a server-sent event. Pure.
 *
 * @param name ADDED, MODIFIED, DELETED, BOOKMARK, or ERROR
 * @param id the resource version, with which a client that comes back goes on
 * @param data the object; for ERROR a problem
 */
record WatchEvent(String name, Optional<String> id, String data) {
    /** Reads a line; nothing when it is none of the API server's. */
    static Optional<WatchEvent> of(String line) {
        try {
            JsonObject event = JsonParser.parseString(line).getAsJsonObject();
            String type = event.get("type").getAsString();
            JsonObject object = event.getAsJsonObject("object");
            return Optional.of(
                    switch (type) {
                        case "ADDED", "MODIFIED", "DELETED", "BOOKMARK" ->
                                new WatchEvent(type, version(object), object.toString());
                        default -> error(object);
                    });
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException notAnEvent) {
            return Optional.empty();
        }
    }

    /** Ends a watch that failed. */
    static WatchEvent error(Problem problem) {
        return new WatchEvent("ERROR", Optional.empty(), problem.json().toString());
    }

    private static WatchEvent error(JsonObject status) {
        JsonElement code = status.get("code");
        return error(
                Problem.ofAnswer(
                        code == null ? 500 : code.getAsInt(),
                        status.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> version(JsonObject object) {
        JsonElement version = object.getAsJsonObject("metadata").get("resourceVersion");
        return version == null ? Optional.empty() : Optional.of(version.getAsString());
    }
}
