package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1Affinity;
import io.kubernetes.client.openapi.models.V1NodeAffinity;
import io.kubernetes.client.openapi.models.V1NodeSelectorTerm;
import io.kubernetes.client.openapi.models.V1PodAffinityTerm;
import io.kubernetes.client.openapi.models.V1PreferredSchedulingTerm;
import io.kubernetes.client.openapi.models.V1WeightedPodAffinityTerm;
import io.kubevirt.ee.model.v1.Absent;
import java.util.List;

/** Affinity, checked as a pod's. KubeVirt leaves the word affinity out of the fields' paths. */
final class AffinityRule implements Rule {
    private static final String REQUIRED = ".requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = ".preferredDuringSchedulingIgnoredDuringExecution";
    private static final int HEAVIEST = 100;

    @Override
    public void check(GuestSpec guest, Findings findings) {
        V1Affinity affinity = guest.spec().affinity();
        if (affinity == null) {
            return;
        }
        if (affinity.getNodeAffinity() != null) {
            nodes(affinity.getNodeAffinity(), findings);
        }
        var pods = affinity.getPodAffinity();
        if (pods != null) {
            pods(
                    "podAffinity",
                    pods.getRequiredDuringSchedulingIgnoredDuringExecution(),
                    pods.getPreferredDuringSchedulingIgnoredDuringExecution(),
                    findings);
        }
        var anti = affinity.getPodAntiAffinity();
        if (anti != null) {
            pods(
                    "podAntiAffinity",
                    anti.getRequiredDuringSchedulingIgnoredDuringExecution(),
                    anti.getPreferredDuringSchedulingIgnoredDuringExecution(),
                    findings);
        }
    }

    private static void nodes(V1NodeAffinity affinity, Findings findings) {
        SelectorCheck selectors = new SelectorCheck(findings);
        var required = affinity.getRequiredDuringSchedulingIgnoredDuringExecution();
        if (required != null) {
            String path = "nodeAffinity" + REQUIRED + ".nodeSelectorTerms";
            List<V1NodeSelectorTerm> terms = Absent.list(required.getNodeSelectorTerms());
            if (terms.isEmpty()) {
                findings.invalid(path, "must have at least one term");
            }
            for (int i = 0; i < terms.size(); i++) {
                selectors.nodes(terms.get(i), path + "[" + i + "]");
            }
        }
        List<V1PreferredSchedulingTerm> preferred =
                Absent.list(affinity.getPreferredDuringSchedulingIgnoredDuringExecution());
        for (int i = 0; i < preferred.size(); i++) {
            String path = "nodeAffinity" + PREFERRED + "[" + i + "]";
            weight(preferred.get(i).getWeight(), path, findings);
            selectors.nodes(preferred.get(i).getPreference(), path + ".preference");
        }
    }

    private static void pods(
            String name,
            List<V1PodAffinityTerm> requiredOrNull,
            List<V1WeightedPodAffinityTerm> preferredOrNull,
            Findings findings) {
        List<V1PodAffinityTerm> required = Absent.list(requiredOrNull);
        for (int i = 0; i < required.size(); i++) {
            term(required.get(i), name + REQUIRED + "[" + i + "]", findings);
        }
        List<V1WeightedPodAffinityTerm> preferred = Absent.list(preferredOrNull);
        for (int i = 0; i < preferred.size(); i++) {
            String path = name + PREFERRED + "[" + i + "]";
            weight(preferred.get(i).getWeight(), path, findings);
            term(preferred.get(i).getPodAffinityTerm(), path + ".podAffinityTerm", findings);
        }
    }

    private static void term(V1PodAffinityTerm term, String path, Findings findings) {
        SelectorCheck selectors = new SelectorCheck(findings);
        selectors.labels(term.getLabelSelector(), path + ".labelSelector");
        selectors.labels(term.getNamespaceSelector(), path + ".namespaceSelector");
        for (String namespace : Absent.list(term.getNamespaces())) {
            if (!Text.isDnsLabel(namespace)) {
                findings.invalid(path + ".namespace", "'" + namespace + "' is no namespace");
            }
        }
        selectors.key(term.getTopologyKey(), path + ".topologyKey");
    }

    private static void weight(Integer weightOrNull, String path, Findings findings) {
        if (weightOrNull == null || weightOrNull < 1 || weightOrNull > HEAVIEST) {
            findings.invalid(path + ".weight", "must be from 1 to 100");
        }
    }
}
