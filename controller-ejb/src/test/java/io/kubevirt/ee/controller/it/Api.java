package io.kubevirt.ee.controller.it;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ResourceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The API server, as its administrator. */
final class Api {
    private static final int CONFLICT = 409;
    private static final int LONGEST_MANIFEST = 32 * 1024 * 1024;

    private final ApiClient client;

    Api(ApiClient client) {
        this.client = client;
    }

    <T extends KubernetesObject, L extends KubernetesListObject> ResourceApi<T, L> of(
            Class<T> type, Class<L> list, String group, String plural) {
        return new ResourceApi<>(client, new ResourceType<>(type, list, group, "v1", plural));
    }

    /** Creates what a manifest holds; what is there already stays. */
    void create(Path manifest) throws IOException, ApiException {
        create(Files.readString(manifest));
    }

    /** Creates objects of YAML. */
    void create(String yaml) throws ApiException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST_MANIFEST);
        options.setMaxAliasesForCollections(1000);
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document != null) {
                JsonObject object = new Gson().toJsonTree(document).getAsJsonObject();
                send("POST", path(object), "application/json", object.toString());
            }
        }
    }

    /** Sends a body and returns the answer; a conflict counts as done. */
    JsonElement send(String method, String path, String contentType, String body)
            throws ApiException {
        try {
            return client.<JsonElement>execute(
                            client.buildCall(
                                    null,
                                    path,
                                    method,
                                    List.of(),
                                    List.of(),
                                    body.getBytes(StandardCharsets.UTF_8),
                                    new HashMap<>(
                                            Map.of(
                                                    "Accept",
                                                    "application/json",
                                                    "Content-Type",
                                                    contentType)),
                                    new HashMap<>(),
                                    new HashMap<>(),
                                    new String[] {"BearerToken"},
                                    null),
                            JsonElement.class)
                    .getData();
        } catch (ApiException refused) {
            if (refused.getCode() == CONFLICT) {
                return new JsonObject();
            }
            throw new ApiException(
                    refused.getCode(),
                    method
                            + " "
                            + path
                            + ": "
                            + refused.getCode()
                            + " "
                            + refused.getResponseBody());
        }
    }

    /** The collection that an object belongs to. */
    private static String path(JsonObject object) {
        String apiVersion = object.get("apiVersion").getAsString();
        String root = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        JsonElement namespace = object.getAsJsonObject("metadata").get("namespace");
        String plural = object.get("kind").getAsString().toLowerCase(Locale.ROOT) + "s";
        return root
                + (namespace == null ? "" : "/namespaces/" + namespace.getAsString())
                + "/"
                + plural;
    }
}
