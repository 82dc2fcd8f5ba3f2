package io.kubevirt.ee.model.replicaset;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.selector.LabelSelection;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import java.util.Map;
import java.util.Optional;

/** The one place that tells what is the case with a replica set. */
final class Situations {
    private Situations() {}

    static ReplicaSetSituation of(ReplicaSetView view) {
        if (view.beingDeleted()) {
            return ReplicaSetSituation.DELETED;
        }
        Optional<LabelSelection> selection = selection(view);
        if (selection.isEmpty()) {
            return ReplicaSetSituation.SELECTOR_WRONG;
        }
        if (!Claims.due(view, selection.get()).isEmpty()) {
            return ReplicaSetSituation.CLAIMS_DUE;
        }
        return view.paused() ? ReplicaSetSituation.PAUSED : counted(view);
    }

    private static ReplicaSetSituation counted(ReplicaSetView view) {
        Members members = Members.of(view);
        int beyond = members.active().size() - view.wanted();
        if (beyond != 0) {
            return beyond < 0 ? ReplicaSetSituation.TOO_FEW : ReplicaSetSituation.TOO_MANY;
        }
        return members.finished().isEmpty()
                ? ReplicaSetSituation.AS_WANTED
                : ReplicaSetSituation.FINISHED_LEFT;
    }

    /** The selector, if it matches what the template makes: any other would make more for ever. */
    static Optional<LabelSelection> selection(ReplicaSetView view) {
        return LabelSelection.of(view.set().spec().selector())
                .filter(any -> view.set().spec().template() != null)
                .filter(any -> view.set().spec().template().spec() != null)
                .filter(selection -> selection.matches(labels(view.set().spec().template())));
    }

    private static Map<String, String> labels(VirtualMachineInstanceTemplateSpec template) {
        return Optional.ofNullable(template.metadata())
                .map(V1ObjectMeta::getLabels)
                .orElse(Map.of());
    }
}
