package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;

/** Copies the client library's metadata, which has setters and no copy. */
final class MetadataCopy {
    private MetadataCopy() {}

    static V1ObjectMeta of(V1ObjectMeta from) {
        return new V1ObjectMeta()
                .annotations(from.getAnnotations())
                .creationTimestamp(from.getCreationTimestamp())
                .deletionGracePeriodSeconds(from.getDeletionGracePeriodSeconds())
                .deletionTimestamp(from.getDeletionTimestamp())
                .finalizers(from.getFinalizers())
                .generateName(from.getGenerateName())
                .generation(from.getGeneration())
                .labels(from.getLabels())
                .managedFields(from.getManagedFields())
                .name(from.getName())
                .namespace(from.getNamespace())
                .ownerReferences(from.getOwnerReferences())
                .resourceVersion(from.getResourceVersion())
                .selfLink(from.getSelfLink())
                .uid(from.getUid());
    }
}
