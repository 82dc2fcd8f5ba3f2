package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Labels;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Labels that only our components may set: they say who answers for a guest, and a user who could
 * set them would pick the answer. The refusal is in KubeVirt's words, and says which.
 */
final class ReservedLabelsRule implements MetadataRule {
    private static final List<String> RESERVED =
            List.of(
                    Labels.CREATED_BY,
                    "kubevirt.io/install-strategy",
                    "kubevirt.io/migrationJobUID",
                    "kubevirt.io/migrationTargetNodeName",
                    Labels.NODE_NAME,
                    Labels.NODE_SCHEDULABLE);

    @Override
    public void check(V1ObjectMeta metadata, Findings findings) {
        Map<String, String> labels = Absent.map(metadata.getLabels());
        refuse("creation", RESERVED.stream().filter(labels::containsKey).toList(), findings);
    }

    /** Refuses any change of reserved labels. */
    static void unchanged(V1ObjectMeta oldOrNull, V1ObjectMeta newOrNull, Findings findings) {
        Map<String, String> before = labelsOf(oldOrNull);
        Map<String, String> after = labelsOf(newOrNull);
        refuse(
                "modification",
                RESERVED.stream()
                        .filter(label -> !Objects.equals(before.get(label), after.get(label)))
                        .toList(),
                findings);
    }

    private static void refuse(String what, List<String> labels, Findings findings) {
        if (!labels.isEmpty()) {
            findings.refuse(
                    Cause.NOT_SUPPORTED,
                    "labels",
                    what
                            + " of the following reserved kubevirt.io/ labels on a VMI object is"
                            + " prohibited: "
                            + String.join(", ", labels));
        }
    }

    private static Map<String, String> labelsOf(V1ObjectMeta metadataOrNull) {
        return metadataOrNull == null ? Map.of() : Absent.map(metadataOrNull.getLabels());
    }
}
