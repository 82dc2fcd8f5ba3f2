package io.kubevirt.ee.model.crd;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.JSON;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a definition as the YAML file that is committed. */
final class CrdYaml {
    private static final String HEADER =
            "# Generated from the records of io.kubevirt.ee.model.v1. Do not edit; write anew with\n"
                    + "# mvn -pl model test -Dtest=CrdFilesTest -Dgolden.update=true\n";

    private static final Gson GSON = JSON.getGson();

    private CrdYaml() {}

    static String of(Resource resource) {
        JsonElement tree = GSON.toJsonTree(Definition.of(resource));
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return HEADER + new Yaml(options).dump(plain(tree));
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
