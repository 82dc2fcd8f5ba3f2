package io.kubevirt.ee.model.launcher;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.Tree;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Instances from YAML files, pods to YAML files: golden/launcher/NAME.vmi.yaml, NAME.pod.yaml. */
final class PodYaml {
    private static final Path GOLDEN =
            Tree.root().resolve("model/src/test/resources/golden/launcher");

    private PodYaml() {}

    static VirtualMachineInstance instance(String name) throws IOException {
        Object tree = new Yaml().load(Files.readString(GOLDEN.resolve(name + ".vmi.yaml")));
        return JSON.getGson().fromJson(JSON.getGson().toJson(tree), VirtualMachineInstance.class);
    }

    /** The golden file; rewritten first with -Dgolden.update=true. */
    static String golden(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name + ".pod.yaml");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        return Files.readString(file);
    }

    static String of(Object object) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(plain(JSON.getGson().toJsonTree(object)));
    }

    private static Object plain(JsonElement element) {
        if (element.isJsonObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            element.getAsJsonObject().asMap().forEach((key, value) -> map.put(key, plain(value)));
            return map;
        }
        if (element.isJsonArray()) {
            List<Object> list = new ArrayList<>();
            element.getAsJsonArray().forEach(item -> list.add(plain(item)));
            return list;
        }
        JsonPrimitive value = element.getAsJsonPrimitive();
        if (value.isBoolean()) {
            return value.getAsBoolean();
        }
        return value.isNumber() ? value.getAsBigDecimal().longValueExact() : value.getAsString();
    }
}
