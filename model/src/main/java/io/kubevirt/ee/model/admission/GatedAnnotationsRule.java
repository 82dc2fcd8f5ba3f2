package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.Absent;
import java.util.List;

/**
 * Annotations that ask for something which KubeVirt does only where a feature gate is open: it must
 * not be dropped in silence.
 */
final class GatedAnnotationsRule implements MetadataRule {
    private static final List<String> GATED =
            List.of("hooks.kubevirt.io/hookSidecars", "kubevirt.io/ignitiondata");

    @Override
    public void check(V1ObjectMeta metadata, Findings findings) {
        for (String annotation : GATED) {
            if (!Text.isAbsent(Absent.map(metadata.getAnnotations()).get(annotation))) {
                findings.invalid(
                        "annotations",
                        "may not have "
                                + annotation
                                + ": it is behind a feature gate that is"
                                + " closed");
            }
        }
    }
}
