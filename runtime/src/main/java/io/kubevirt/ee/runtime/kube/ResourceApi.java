package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.Watchable;
import io.kubevirt.ee.runtime.kube.KubeException.Kind;
import io.kubevirt.ee.runtime.loop.Key;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Call;

/**
 * Reads and writes objects of one kind, typed. What the API server refuses is thrown as {@link
 * KubeException}. Safe for threads.
 *
 * @param <T> the kind
 * @param <L> its list
 */
public final class ResourceApi<T extends KubernetesObject, L extends KubernetesListObject> {
    static {
        KubeJson.install();
    }

    private final ApiClient client;
    private final ResourceType<T, L> type;
    private final RestCalls calls;

    /** Objects of {@code type}, by way of {@code client}. */
    public ResourceApi(ApiClient client, ResourceType<T, L> type) {
        this.client = client;
        this.type = type;
        this.calls = new RestCalls(client);
    }

    /** The kind. */
    public ResourceType<T, L> type() {
        return type;
    }

    /** The object as it is in the API server now, or empty. */
    public Optional<T> get(Key key) {
        try {
            return Optional.of(execute("get", key, calls.get(path(key)), type.object()));
        } catch (KubeException refused) {
            if (refused.is(Kind.NOT_FOUND)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** All objects of a selection, as they are now. */
    public L list(Selection selection) {
        Call call = calls.get(collection(selection.namespace()), query(selection));
        return execute("list", Key.ofCluster(selection.toString()), call, type.list());
    }

    /** Creates an object and returns it as stored. */
    public T create(T object) {
        String namespace = object.getMetadata().getNamespace();
        Key key =
                new Key(
                        namespace == null ? "" : namespace,
                        String.valueOf(object.getMetadata().getName()));
        byte[] body = RestCalls.bytes(KubeJson.gson().toJson(object));
        return execute("create", key, calls.post(collection(key.namespace()), body), type.object());
    }

    /** Replaces an object; a conflict if its resourceVersion is no longer the stored one. */
    public T replace(Key key, T object) {
        byte[] body = RestCalls.bytes(KubeJson.gson().toJson(object));
        return execute("replace", key, calls.put(path(key), body), type.object());
    }

    /** Applies a merge patch (RFC 7386); nulls in it remove. */
    public T mergePatch(Key key, JsonObject patch) {
        return patch(key, "", "application/merge-patch+json", patch);
    }

    /** Applies a merge patch to the status subresource. */
    public T mergePatchStatus(Key key, JsonObject patch) {
        return patch(key, "/status", "application/merge-patch+json", patch);
    }

    /** Applies a JSON patch (RFC 6902); a failed {@code test} in it is {@link Kind#INVALID}. */
    public T jsonPatch(Key key, JsonPatch patch) {
        return patch(key, "", "application/json-patch+json", patch.toJson());
    }

    /**
     * Deletes the object if it still is the one meant.
     *
     * @param uid of the object meant; another object of the same name is left alone
     * @param grace how long it may take to end; empty: as the object itself says
     * @throws KubeException of kind NOT_FOUND if none is there, CONFLICT if another one is
     */
    public void delete(Key key, String uid, Optional<Duration> grace) {
        JsonObject preconditions = new JsonObject();
        preconditions.addProperty("uid", uid);
        JsonObject options = new JsonObject();
        options.addProperty("apiVersion", "v1");
        options.addProperty("kind", "DeleteOptions");
        options.addProperty("propagationPolicy", "Background");
        options.add("preconditions", preconditions);
        grace.ifPresent(time -> options.addProperty("gracePeriodSeconds", time.toSeconds()));
        byte[] body = RestCalls.bytes(RestCalls.text(options));
        execute("delete", key, calls.delete(path(key), body), JsonElement.class);
    }

    /**
     * Opens a watch with bookmarks.
     *
     * @param resourceVersion where it starts
     * @param timeoutSeconds when the server ends it
     */
    Watchable<T> watch(Selection selection, String resourceVersion, int timeoutSeconds)
            throws ApiException {
        List<Pair> query = query(selection);
        query.add(new Pair("watch", "true"));
        query.add(new Pair("allowWatchBookmarks", "true"));
        query.add(new Pair("resourceVersion", resourceVersion));
        query.add(new Pair("timeoutSeconds", Integer.toString(timeoutSeconds)));
        Type response = TypeToken.getParameterized(Watch.Response.class, type.object()).getType();
        return Watch.createWatch(
                client, calls.get(collection(selection.namespace()), query), response);
    }

    /** What this kind is called in messages. */
    String describe() {
        return type.plural() + (type.group().isEmpty() ? "" : "." + type.group());
    }

    private T patch(Key key, String subresource, String contentType, JsonElement patch) {
        byte[] body = RestCalls.bytes(RestCalls.text(patch));
        Call call = calls.patch(path(key) + subresource, contentType, body);
        return execute("patch", key, call, type.object());
    }

    private <R> R execute(String verb, Key key, Call call, Class<R> answer) {
        try {
            return client.<R>execute(call, answer).getData();
        } catch (ApiException thrown) {
            throw KubeErrors.translate(verb + " " + describe() + " " + key, thrown);
        }
    }

    private String collection(String namespace) {
        String inNamespace =
                namespace.isEmpty() ? "" : "/namespaces/" + client.escapeString(namespace);
        return type.root() + inNamespace + "/" + type.plural();
    }

    private String path(Key key) {
        return collection(key.namespace()) + "/" + client.escapeString(key.name());
    }

    private static List<Pair> query(Selection selection) {
        List<Pair> query = new ArrayList<>();
        if (!selection.labels().isEmpty()) {
            query.add(new Pair("labelSelector", selection.labels()));
        }
        if (!selection.fields().isEmpty()) {
            query.add(new Pair("fieldSelector", selection.fields()));
        }
        return query;
    }
}
