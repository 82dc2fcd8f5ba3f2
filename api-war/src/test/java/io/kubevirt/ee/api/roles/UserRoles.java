package io.kubevirt.ee.api.roles;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What manifests grant, a line a right: {@code patch virtualmachines.kubevirt.io}. */
final class UserRoles {
    private static final Gson GSON = new Gson();

    private UserRoles() {}

    static List<JsonObject> documents(Path file) throws IOException {
        List<JsonObject> documents = new ArrayList<>();
        for (Object document : new Yaml().loadAll(Files.readString(file))) {
            documents.add(GSON.toJsonTree(document).getAsJsonObject());
        }
        return documents;
    }

    /** The rights of each ClusterRole of a file, by the role's name. */
    static Map<String, Set<String>> granted(Path file) throws IOException {
        Map<String, Set<String>> granted = new TreeMap<>();
        for (JsonObject role : documents(file)) {
            if (!role.get("kind").getAsString().equals("ClusterRole")) {
                continue;
            }
            Set<String> rights = new TreeSet<>();
            for (JsonElement rule : role.getAsJsonArray("rules")) {
                JsonObject fields = rule.getAsJsonObject();
                for (JsonElement group : fields.getAsJsonArray("apiGroups")) {
                    add(fields, group.getAsString(), rights);
                }
            }
            granted.put(name(role), rights);
        }
        return granted;
    }

    static void add(JsonObject rule, String group, Set<String> rights) {
        for (String resource : texts(rule.getAsJsonArray("resources"))) {
            for (String verb : texts(rule.getAsJsonArray("verbs"))) {
                rights.add(verb + " " + resource + "." + group);
            }
        }
    }

    static String name(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString();
    }

    private static List<String> texts(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    /** The resources of the definitions in a folder: {@code virtualmachines.kubevirt.io}. */
    static Set<String> defined(Path folder) throws IOException {
        Set<String> defined = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                documents(file).forEach(crd -> defined.add(name(crd)));
            }
        }
        return defined;
    }
}
