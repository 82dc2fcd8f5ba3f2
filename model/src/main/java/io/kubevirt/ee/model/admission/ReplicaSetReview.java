package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubevirt.ee.model.selector.LabelSelection;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with a replica set: its template, and a selector that does not find it. */
final class ReplicaSetReview {
    private static final String TEMPLATE_SPEC = "spec.template.spec";

    private ReplicaSetReview() {}

    /** Reviews a replica set with the defaults that its instances will get. */
    static List<Refusal> of(VirtualMachineInstanceReplicaSetSpec specOrNull) {
        Findings findings = new Findings("spec");
        if (specOrNull == null || specOrNull.template() == null) {
            findings.required("template", "must be set");
            return findings.refusals();
        }
        VirtualMachineInstanceReplicaSetSpec spec =
                VirtualMachineInstanceReplicaSetSpecBuilder.builder(specOrNull)
                        .template(Defaults.ofTemplate(specOrNull.template()))
                        .build();
        List<Refusal> refusals = new ArrayList<>(template(spec.template()));
        selector(spec, findings);
        new SupportReview(Supported.REPLICA_SET, findings).record("spec", "", spec);
        refusals.addAll(findings.refusals());
        return refusals;
    }

    private static List<Refusal> template(VirtualMachineInstanceTemplateSpec template) {
        List<Refusal> refusals =
                new ArrayList<>(
                        Admission.metadata(
                                "spec.template.metadata", template.metadata(), Rules.METADATA));
        if (template.spec() == null) {
            Findings missing = new Findings("spec.template");
            missing.required("spec", "must be set");
            refusals.addAll(missing.refusals());
        } else {
            refusals.addAll(Admission.rules(TEMPLATE_SPEC, template.spec()));
            refusals.addAll(Admission.supported(TEMPLATE_SPEC, template.spec()));
        }
        return refusals;
    }

    /** KubeVirt names the selector as a whole, whatever is wrong in it. */
    private static void selector(VirtualMachineInstanceReplicaSetSpec spec, Findings findings) {
        Optional<String> mistake = mistake(spec.selector());
        Optional<LabelSelection> selection = LabelSelection.of(spec.selector());
        if (mistake.isPresent() || selection.isEmpty()) {
            findings.invalid("selector", "is no label selector" + mistake.orElse(""));
        } else if (!selection.get().matches(labels(spec.template()))) {
            findings.invalid("selector", "does not match the labels of spec.template.metadata");
        }
    }

    private static Optional<String> mistake(V1LabelSelector selectorOrNull) {
        Findings inside = new Findings("spec.selector");
        new SelectorCheck(inside).labels(selectorOrNull, "");
        return inside.refusals().stream().findFirst().map(first -> ": " + first.message());
    }

    private static Map<String, String> labels(VirtualMachineInstanceTemplateSpec template) {
        return template.metadata() == null ? null : template.metadata().getLabels();
    }
}
