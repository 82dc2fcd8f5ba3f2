package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubevirt.ee.model.v1.Absent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Topology spread constraints, checked as a pod's. */
final class TopologySpreadRule implements Rule {
    private static final Set<String> ACTIONS = Set.of("DoNotSchedule", "ScheduleAnyway");

    @Override
    public void check(GuestSpec guest, Findings findings) {
        List<V1TopologySpreadConstraint> all =
                Absent.list(guest.spec().topologySpreadConstraints());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            V1TopologySpreadConstraint one = all.get(i);
            String path = "topologySpreadConstraints[" + i + "]";
            constraint(one, path, findings);
            if (!seen.add(one.getTopologyKey() + " " + one.getWhenUnsatisfiable())) {
                findings.invalid(path, "has the key and action of another constraint");
            }
        }
    }

    private static void constraint(V1TopologySpreadConstraint one, String path, Findings findings) {
        SelectorCheck selectors = new SelectorCheck(findings);
        if (one.getMaxSkew() == null || one.getMaxSkew() < 1) {
            findings.invalid(path + ".maxSkew", "must be 1 or more");
        }
        if (one.getMinDomains() != null && one.getMinDomains() < 1) {
            findings.invalid(path + ".minDomains", "must be 1 or more");
        }
        selectors.key(one.getTopologyKey(), path + ".topologyKey");
        if (one.getWhenUnsatisfiable() == null || !ACTIONS.contains(one.getWhenUnsatisfiable())) {
            findings.invalid(
                    path + ".whenUnsatisfiable", "must be DoNotSchedule or ScheduleAnyway");
        }
        selectors.labels(one.getLabelSelector(), path + ".labelSelector");
    }
}
