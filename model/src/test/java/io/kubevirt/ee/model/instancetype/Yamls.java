package io.kubevirt.ee.model.instancetype;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import org.yaml.snakeyaml.Yaml;

/** Objects as people write them. */
public final class Yamls {
    private static final Gson GSON = JSON.getGson();

    private Yamls() {}

    public static <T> T read(Class<T> type, String yaml) {
        return GSON.fromJson(GSON.toJsonTree(new Yaml().load(yaml)), type);
    }

    static String json(Object value) {
        return GSON.toJson(value);
    }
}
