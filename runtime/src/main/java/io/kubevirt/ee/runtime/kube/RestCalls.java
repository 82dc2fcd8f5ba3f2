package io.kubevirt.ee.runtime.kube;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Call;

/** HTTP calls with the client's address and credentials. */
final class RestCalls {
    private static final String JSON_TYPE = "application/json";
    private static final String[] CREDENTIALS = {"BearerToken"};

    /** The client's own writer leaves out nulls, which in a merge patch mean "remove". */
    private static final Gson WITH_NULLS =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final ApiClient client;

    RestCalls(ApiClient client) {
        this.client = client;
    }

    static String text(JsonElement json) {
        return WITH_NULLS.toJson(json);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Call get(String path) {
        return get(path, List.of());
    }

    Call get(String path, List<Pair> query) {
        return call("GET", path, query, JSON_TYPE, null);
    }

    Call post(String path, byte[] body) {
        return call("POST", path, List.of(), JSON_TYPE, body);
    }

    Call put(String path, byte[] body) {
        return call("PUT", path, List.of(), JSON_TYPE, body);
    }

    Call patch(String path, String contentType, byte[] body) {
        return call("PATCH", path, List.of(), contentType, body);
    }

    Call delete(String path, byte[] body) {
        return call("DELETE", path, List.of(), JSON_TYPE, body);
    }

    private Call call(
            String method, String path, List<Pair> query, String contentType, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", JSON_TYPE);
        headers.put("Content-Type", contentType);
        try {
            return client.buildCall(
                    null,
                    path,
                    method,
                    query,
                    List.of(),
                    body,
                    headers,
                    new HashMap<>(),
                    new HashMap<>(),
                    CREDENTIALS,
                    null);
        } catch (ApiException thrown) {
            throw KubeErrors.translate(method + " " + path, thrown);
        }
    }
}
