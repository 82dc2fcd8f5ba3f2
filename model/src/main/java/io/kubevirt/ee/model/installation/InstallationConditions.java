package io.kubevirt.ee.model.installation;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.KubeVirtCondition;
import io.kubevirt.ee.model.v1.KubeVirtStatus;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of an installation; each keeps its time while its status stays the same. */
final class InstallationConditions {
    private final List<KubeVirtCondition> list;
    private final OffsetDateTime now;

    InstallationConditions(KubeVirtStatus beforeOrNull, OffsetDateTime now) {
        this.list =
                new ArrayList<>(
                        Absent.list(beforeOrNull == null ? null : beforeOrNull.conditions()));
        this.now = now;
    }

    InstallationConditions with(String type, boolean value, String reason, String message) {
        String status = value ? "True" : "False";
        Optional<KubeVirtCondition> before =
                list.stream().filter(condition -> type.equals(condition.type())).findFirst();
        OffsetDateTime since =
                before.filter(condition -> status.equals(condition.status()))
                        .map(KubeVirtCondition::lastTransitionTime)
                        .orElse(now);
        KubeVirtCondition after = new KubeVirtCondition(null, since, message, reason, status, type);
        if (before.isPresent()) {
            list.set(list.indexOf(before.get()), after);
        } else {
            list.add(after);
        }
        return this;
    }

    InstallationConditions without(String type) {
        list.removeIf(condition -> type.equals(condition.type()));
        return this;
    }

    List<KubeVirtCondition> list() {
        return List.copyOf(list);
    }
}
