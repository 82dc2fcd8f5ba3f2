package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A machine's template with its instancetype and its preference. The template itself stays as it
 * is.
 *
 * @param template as applied; not to be used when there are conflicts
 * @param conflicts fields that the instancetype has a say in too
 */
public record Applied(VirtualMachineInstanceTemplateSpec template, List<Conflict> conflicts) {
    /** Copies the list. */
    public Applied {
        conflicts = List.copyOf(conflicts);
    }

    /**
     * Applies what was found.
     *
     * @param template with a spec, a domain and devices
     * @param attach puts in the devices that a guest has unasked, as preferences are for these too
     */
    public static Applied to(
            VirtualMachineInstanceTemplateSpec template,
            Presets presets,
            UnaryOperator<VirtualMachineInstanceSpec> attach) {
        Optional<VirtualMachineInstancetypeSpec> instancetype = presets.instancetype().found();
        Optional<VirtualMachinePreferenceSpec> preference = presets.preference().found();
        Optional<Size> size = instancetype.map(one -> new Size(one, preference));
        Optional<Conflict> uneven = size.flatMap(Size::spreadConflict);
        if (uneven.isPresent()) {
            return new Applied(template, List.of(uneven.get()));
        }
        Optional<Taste> taste = preference.map(Taste::new);
        Conflicts conflicts = new Conflicts();
        VirtualMachineInstanceSpec spec = template.spec();
        spec = taste.isPresent() ? taste.get().attach(spec) : spec;
        spec = attach.apply(spec);
        spec = size.isPresent() ? size.get().apply(spec, conflicts) : spec;
        Map<String, String> annotations = annotations(template.metadata());
        size.ifPresent(one -> one.annotate(annotations, conflicts));
        spec = taste.isPresent() ? taste.get().apply(spec) : spec;
        taste.ifPresent(one -> one.annotate(annotations));
        return new Applied(
                new VirtualMachineInstanceTemplateSpec(
                        annotated(template.metadata(), annotations), spec),
                conflicts.list());
    }

    /** What the preference requires and a spec that has its defaults does not give. */
    public static Optional<Conflict> unmet(Presets presets, VirtualMachineInstanceSpec spec) {
        return presets.preference()
                .found()
                .flatMap(
                        preference ->
                                Requirements.unmet(
                                        presets.instancetype().found(), preference, spec));
    }

    private static Map<String, String> annotations(V1ObjectMeta metadataOrNull) {
        return new TreeMap<>(
                metadataOrNull == null ? Map.of() : Absent.map(metadataOrNull.getAnnotations()));
    }

    /** Of a template's metadata only labels and annotations reach its instance. */
    private static V1ObjectMeta annotated(
            V1ObjectMeta metadataOrNull, Map<String, String> annotations) {
        if (annotations.isEmpty()) {
            return metadataOrNull;
        }
        V1ObjectMeta before = metadataOrNull == null ? new V1ObjectMeta() : metadataOrNull;
        return new V1ObjectMeta()
                .name(before.getName())
                .creationTimestamp(before.getCreationTimestamp())
                .labels(Absent.map(before.getLabels()).isEmpty() ? null : before.getLabels())
                .annotations(annotations)
                .finalizers(null)
                .managedFields(null)
                .ownerReferences(null);
    }
}
