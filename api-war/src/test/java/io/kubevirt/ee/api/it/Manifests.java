package io.kubevirt.ee.api.it;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads manifests as JSON. */
final class Manifests {
    private static final int LONGEST = 32 * 1024 * 1024;

    private Manifests() {}

    static List<JsonObject> read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static List<JsonObject> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(1000);
        List<JsonObject> documents = new ArrayList<>();
        Gson gson = new Gson();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document != null) {
                documents.add(gson.toJsonTree(document).getAsJsonObject());
            }
        }
        return documents;
    }

    static JsonObject one(String yaml) {
        return parse(yaml).getFirst();
    }
}
