package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;

/** A check of what users write into an object's metadata; paths are relative to it. */
@FunctionalInterface
interface MetadataRule {
    void check(V1ObjectMeta metadata, Findings findings);
}
