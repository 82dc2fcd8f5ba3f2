package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.CoreV1EventList;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.vmi.PodEvent;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What scheduler and kubelets say about pods.
 *
 * @param events the API server's events
 */
record PodEvents(ResourceApi<CoreV1Event, CoreV1EventList> events) {

    List<PodEvent> of(V1Pod pod) {
        V1ObjectMeta metadata = pod.getMetadata();
        String ofThisPod = "involvedObject.uid=" + metadata.getUid();
        return events
                .list(new Selection(metadata.getNamespace(), "", ofThisPod))
                .getItems()
                .stream()
                .flatMap(event -> read(event).stream())
                .toList();
    }

    private static Optional<PodEvent> read(CoreV1Event event) {
        if (event.getReason() == null || event.getMessage() == null) {
            return Optional.empty();
        }
        EventType type =
                EventType.WARNING.value().equals(event.getType())
                        ? EventType.WARNING
                        : EventType.NORMAL;
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getEventTime(),
                        event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull)
                .findFirst()
                .map(OffsetDateTime::toInstant)
                .map(at -> new PodEvent(type, event.getReason(), event.getMessage(), at));
    }
}
