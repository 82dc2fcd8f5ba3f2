package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.CoreV1EventList;
import io.kubernetes.client.openapi.models.V1EventSource;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.runtime.kube.KubeException.Kind;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Writes one Event: made anew, or the count of the one that says the same goes up. */
final class EventWriter {
    private static final ResourceType<CoreV1Event, CoreV1EventList> EVENTS =
            new ResourceType<>(CoreV1Event.class, CoreV1EventList.class, "", "v1", "events");

    private final ResourceApi<CoreV1Event, CoreV1EventList> api;
    private final String component;
    private final String host;
    private final InstantSource clock;

    EventWriter(ApiClient client, String component, String host, InstantSource clock) {
        this.api = new ResourceApi<>(client, EVENTS);
        this.component = component;
        this.host = host;
        this.clock = clock;
    }

    void write(EventNote note) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        Key key = new Key(namespace(note), note.name(component + "/" + host));
        try {
            api.create(event(note, key, now));
        } catch (KubeException refused) {
            if (!refused.is(Kind.ALREADY_EXISTS)) {
                throw refused;
            }
            countUp(key, now);
        }
    }

    private void countUp(Key key, OffsetDateTime now) {
        Optional<CoreV1Event> known = api.get(key);
        if (known.isEmpty()) {
            return;
        }
        JsonObject patch = new JsonObject();
        Integer count = known.get().getCount();
        patch.addProperty("count", count == null ? 2 : count + 1);
        patch.add("lastTimestamp", KubeJson.gson().toJsonTree(now));
        api.mergePatch(key, patch);
    }

    private CoreV1Event event(EventNote note, Key key, OffsetDateTime now) {
        return new CoreV1Event()
                .apiVersion("v1")
                .kind("Event")
                .metadata(new V1ObjectMeta().namespace(key.namespace()).name(key.name()))
                .involvedObject(note.about())
                .type(note.type())
                .reason(note.reason())
                .message(note.message())
                .count(1)
                .firstTimestamp(now)
                .lastTimestamp(now)
                .source(new V1EventSource().component(component).host(host))
                .reportingComponent(component)
                .reportingInstance(host);
    }

    /**
     * Events about objects of the cluster go to the default namespace, as everywhere in Kubernetes.
     */
    private static String namespace(EventNote note) {
        String namespace = note.about().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }
}
