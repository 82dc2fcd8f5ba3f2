package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What the webhooks decide, without their IO. A review tells every mistake at once; an empty list
 * lets the object in. Requests of our own components never come here (the webhooks' conditions
 * leave them out), so whoever asks is a user.
 */
public final class Admission {
    private static final List<Refusal> NO_SPEC =
            List.of(new Refusal(Cause.REQUIRED, "spec", "spec must be set"));

    private Admission() {}

    /**
     * Returns the instance with its defaults filled in; what the user stated stays. One that lacks
     * required parts, or states amounts that cannot be counted with (nor written as JSON), is
     * returned as the same object: the schema or the review refuses it.
     */
    public static VirtualMachineInstance withDefaults(VirtualMachineInstance vmi) {
        return vmi.metadata() != null && Defaults.canBeGiven(vmi.spec()) ? Defaults.of(vmi) : vmi;
    }

    /** Reviews an instance that a user creates. */
    public static List<Refusal> review(VirtualMachineInstance vmi) {
        List<Refusal> refusals = new ArrayList<>(metadata("metadata", vmi.metadata(), Rules.NAME));
        refusals.addAll(metadata("metadata", vmi.metadata(), Rules.METADATA));
        refusals.addAll(spec("spec", vmi.spec()));
        return refusals;
    }

    /** Reviews a change of an instance: metadata may change, but for reserved labels. */
    public static List<Refusal> review(
            VirtualMachineInstance before, VirtualMachineInstance after) {
        Findings metadata = new Findings("metadata");
        ReservedLabelsRule.unchanged(before.metadata(), after.metadata(), metadata);
        List<Refusal> refusals = new ArrayList<>(metadata.refusals());
        if (!Objects.equals(before.spec(), after.spec())) {
            Findings spec = new Findings("spec");
            spec.refuse(Cause.NOT_SUPPORTED, "", "update of VMI object is restricted");
            refusals.addAll(spec.refusals());
        }
        return refusals;
    }

    /** Reviews a machine that a user creates, and that refers to nothing. */
    public static List<Refusal> review(VirtualMachine vm) {
        return review(vm, any -> Presets.NONE);
    }

    /**
     * Reviews a machine that a user creates.
     *
     * @param presets looks up what it refers to
     */
    public static List<Refusal> review(
            VirtualMachine vm, Function<VirtualMachine, Presets> presets) {
        List<Refusal> refusals = new ArrayList<>(metadata("metadata", vm.metadata(), Rules.NAME));
        refusals.addAll(MachineReview.of(vm, presets));
        return refusals;
    }

    /**
     * Reviews a change of a machine. One whose spec stays is let through, so that labels and
     * finalizers can be changed whatever the spec is; so is one that is being deleted.
     */
    public static List<Refusal> review(VirtualMachine before, VirtualMachine after) {
        return review(before, after, any -> Presets.NONE);
    }

    /**
     * The same for a machine that may refer to something.
     *
     * @param presets looks up what it refers to
     */
    public static List<Refusal> review(
            VirtualMachine before,
            VirtualMachine after,
            Function<VirtualMachine, Presets> presets) {
        if (leaving(after.metadata()) || Objects.equals(before.spec(), after.spec())) {
            return List.of();
        }
        if (before.spec() == null || after.spec() == null) {
            return MachineReview.of(after, presets);
        }
        List<Refusal> refusals =
                new ArrayList<>(ReferenceCheck.change(before.spec(), after.spec()));
        refusals.addAll(MachineReview.of(after, presets));
        return refusals;
    }

    /** Reviews a replica set that a user creates. */
    public static List<Refusal> review(VirtualMachineInstanceReplicaSet set) {
        return ReplicaSetReview.of(set.spec());
    }

    /** Reviews a change of a replica set, as one of a machine. */
    public static List<Refusal> review(
            VirtualMachineInstanceReplicaSet before, VirtualMachineInstanceReplicaSet after) {
        return leaving(after.metadata()) || Objects.equals(before.spec(), after.spec())
                ? List.of()
                : ReplicaSetReview.of(after.spec());
    }

    private static boolean leaving(V1ObjectMeta metadataOrNull) {
        return metadataOrNull != null && metadataOrNull.getDeletionTimestamp() != null;
    }

    /** Returns what is wrong with what a user wrote into metadata; nothing is where none is. */
    static List<Refusal> metadata(
            String at, V1ObjectMeta metadataOrNull, List<MetadataRule> rules) {
        Findings findings = new Findings(at);
        if (metadataOrNull != null) {
            rules.forEach(rule -> rule.check(metadataOrNull, findings));
        }
        return findings.refusals();
    }

    /** Reviews a machine with the defaults that its instances will get. */
    static List<Refusal> machine(VirtualMachineSpec stated) {
        if (stated == null) {
            return NO_SPEC;
        }
        VirtualMachineSpec spec = Defaults.ofTemplate(stated);
        List<Refusal> refusals = new ArrayList<>(machineRules(spec));
        Findings support = new Findings("spec");
        new SupportReview(Supported.MACHINE, support).record("spec", "", spec);
        refusals.addAll(support.refusals());
        if (spec.template() != null && spec.template().spec() != null) {
            refusals.addAll(supported("spec.template.spec", spec.template().spec()));
        }
        return refusals;
    }

    private static List<Refusal> spec(String at, VirtualMachineInstanceSpec spec) {
        if (spec == null) {
            return NO_SPEC;
        }
        List<Refusal> refusals = new ArrayList<>(rules(at, spec));
        refusals.addAll(supported(at, spec));
        return refusals;
    }

    /** Returns what is wrong with a machine's spec, wherever it would run. */
    static List<Refusal> machineRules(VirtualMachineSpec spec) {
        Findings findings = new Findings("spec");
        Rules.MACHINE.forEach(rule -> rule.check(spec, findings));
        List<Refusal> refusals = new ArrayList<>(findings.refusals());
        if (spec.template() != null && spec.template().spec() != null) {
            refusals.addAll(
                    metadata("spec.template.metadata", spec.template().metadata(), Rules.METADATA));
            refusals.addAll(rules("spec.template.spec", spec.template().spec()));
        }
        return refusals;
    }

    /** Returns what is wrong with an instance's spec, wherever it would run. */
    static List<Refusal> rules(String at, VirtualMachineInstanceSpec spec) {
        Findings findings = new Findings(at);
        QuantityCheck.check(spec, findings);
        if (!findings.refusals().isEmpty()) {
            return findings.refusals();
        }
        GuestSpec guest = new GuestSpec(spec);
        Rules.INSTANCE.forEach(rule -> rule.check(guest, findings));
        return findings.refusals();
    }

    /** Returns what an instance's spec asks for that this version does not do. */
    static List<Refusal> supported(String at, VirtualMachineInstanceSpec spec) {
        Findings findings = new Findings(at);
        new SupportReview(Supported.INSTANCE, findings).record("spec", "", spec);
        SupportNeeds.check(new GuestSpec(spec), findings);
        return findings.refusals();
    }
}
