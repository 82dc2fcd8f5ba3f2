package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Labels;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Names that become labels, and labels that only our components may set. */
final class MetadataCheck {
    private static final int LONGEST_NAME = 63;

    /** They say who answers for a guest: a user who could set them would pick the answer. */
    private static final Set<String> RESERVED =
            Set.of(
                    Labels.CREATED_BY,
                    Labels.NODE_NAME,
                    Labels.NODE_SCHEDULABLE,
                    "kubevirt.io/migrationJobUID",
                    "kubevirt.io/migrationTargetNodeName",
                    "kubevirt.io/install-strategy");

    private MetadataCheck() {}

    static void name(V1ObjectMeta metadataOrNull, Findings findings) {
        String name = metadataOrNull == null ? null : metadataOrNull.getName();
        if (name != null && name.length() > LONGEST_NAME) {
            findings.invalid(
                    "name", "must have 63 characters or fewer, as it becomes the value of a label");
        }
    }

    /** Refuses reserved labels. */
    static void labels(V1ObjectMeta metadataOrNull, Findings findings) {
        labelsUnchanged(null, metadataOrNull, findings);
    }

    /** Refuses any change of reserved labels. */
    static void labelsUnchanged(V1ObjectMeta oldOrNull, V1ObjectMeta newOrNull, Findings findings) {
        Map<String, String> before = labelsOf(oldOrNull);
        Map<String, String> after = labelsOf(newOrNull);
        for (String label : RESERVED) {
            if (!Objects.equals(before.get(label), after.get(label))) {
                findings.notSupported("labels", "may not set " + label + ": it is reserved");
            }
        }
    }

    private static Map<String, String> labelsOf(V1ObjectMeta metadataOrNull) {
        return metadataOrNull == null ? Map.of() : Absent.map(metadataOrNull.getLabels());
    }
}
