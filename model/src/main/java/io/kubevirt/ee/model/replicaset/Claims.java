package io.kubevirt.ee.model.replicaset;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.selector.LabelSelection;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Owners;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose an instance is: names come and go, uids stay; labels say whose it should be. */
public final class Claims {
    private Claims() {}

    /** The owner that answers for an instance. */
    static Optional<V1OwnerReference> controller(VirtualMachineInstance vmi) {
        return Absent.list(vmi.metadata().getOwnerReferences()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    /** Whether the set is the instance's controller. */
    static boolean owned(VirtualMachineInstanceReplicaSet set, VirtualMachineInstance vmi) {
        return controller(vmi)
                .filter(owner -> set.metadata().getUid().equals(owner.getUid()))
                .isPresent();
    }

    /** The reference that makes the set the controller. */
    static V1OwnerReference to(VirtualMachineInstanceReplicaSet set) {
        return Owners.controller(KubevirtApi.REPLICA_SET, set.metadata());
    }

    /** Adoptions and releases that are due. */
    static List<ReplicaSetAction> due(ReplicaSetView view, LabelSelection selection) {
        return view.instances().stream()
                .flatMap(vmi -> due(view.set(), vmi, selection).stream())
                .toList();
    }

    private static Optional<ReplicaSetAction> due(
            VirtualMachineInstanceReplicaSet set,
            VirtualMachineInstance vmi,
            LabelSelection selection) {
        boolean matches = selection.matches(vmi.metadata().getLabels());
        List<V1OwnerReference> owners =
                new ArrayList<>(Absent.list(vmi.metadata().getOwnerReferences()));
        if (owned(set, vmi) && !matches) {
            owners.removeIf(owner -> set.metadata().getUid().equals(owner.getUid()));
            return Optional.of(new ReplicaSetAction.SetOwners(vmi, owners));
        }
        boolean orphan = controller(vmi).isEmpty() && vmi.metadata().getDeletionTimestamp() == null;
        if (orphan && matches) {
            owners.add(to(set));
            return Optional.of(new ReplicaSetAction.SetOwners(vmi, owners));
        }
        return Optional.empty();
    }

    /**
     * The names of the sets that a change of an instance means something to: those that own or
     * owned it, and, of one that nobody owns, those whose labels it has or had.
     */
    public static List<String> concerned(
            Optional<VirtualMachineInstance> before,
            Optional<VirtualMachineInstance> after,
            Collection<VirtualMachineInstanceReplicaSet> sets) {
        return Stream.of(before, after)
                .flatMap(Optional::stream)
                .flatMap(
                        vmi ->
                                controller(vmi)
                                        .map(owner -> ownerName(owner).stream())
                                        .orElseGet(() -> selecting(vmi, sets)))
                .distinct()
                .toList();
    }

    private static Optional<String> ownerName(V1OwnerReference owner) {
        return Optional.of(owner)
                .filter(one -> KubevirtApi.REPLICA_SET.equals(one.getKind()))
                .map(V1OwnerReference::getName);
    }

    private static Stream<String> selecting(
            VirtualMachineInstance vmi, Collection<VirtualMachineInstanceReplicaSet> sets) {
        String namespace = vmi.metadata().getNamespace();
        return sets.stream()
                .filter(set -> Objects.equals(namespace, set.metadata().getNamespace()))
                .filter(
                        set ->
                                LabelSelection.of(set.spec().selector())
                                        .filter(s -> s.matches(vmi.metadata().getLabels()))
                                        .isPresent())
                .map(set -> set.metadata().getName());
    }
}
