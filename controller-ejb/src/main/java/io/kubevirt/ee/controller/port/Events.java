package io.kubevirt.ee.controller.port;

import io.kubernetes.client.openapi.models.V1ObjectReference;
import io.kubevirt.ee.model.condition.ObjectEvent;

/** Publishes events. Returns at once; what cannot be published is lost. */
@FunctionalInterface
public interface Events {
    /** Publishes news about an object. */
    void publish(V1ObjectReference about, ObjectEvent event);
}
