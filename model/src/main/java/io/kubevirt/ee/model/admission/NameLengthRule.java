package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;

/** Names become the values of labels. */
final class NameLengthRule implements MetadataRule {
    private static final int LONGEST = 63;

    @Override
    public void check(V1ObjectMeta metadata, Findings findings) {
        if (metadata.getName() != null && metadata.getName().length() > LONGEST) {
            findings.invalid(
                    "name", "must have 63 characters or fewer, as it becomes the value of a label");
        }
    }
}
