package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.FeatureAPIC;
import io.kubevirt.ee.model.v1.FeatureKVM;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Features of the machine, and the bound of the emulator's translation buffer. */
final class FeaturesPart implements DomainPart {

    /** Counted in the launcher's memory overhead; without a bound qemu takes up to 1 GiB. */
    private static final int TRANSLATION_BUFFER_MIB = 32;

    @Override
    public List<Element> elements(DomainRequest request) {
        List<Element> features = new ArrayList<>();
        if (enabledUnlessRefused(request.feature(Features::acpi))) {
            features.add(Element.of("acpi"));
        }
        apic(request).ifPresent(features::add);
        request.feature(Features::smm).map(smm -> state("smm", smm)).ifPresent(features::add);
        request.feature(Features::pvspinlock)
                .map(lock -> state("pvspinlock", lock))
                .ifPresent(features::add);
        HypervFeatures.of(request).ifPresent(features::add);
        request.feature(Features::kvm).map(FeaturesPart::kvm).ifPresent(features::add);
        if (request.settings().emulated()) {
            features.add(
                    Element.of("tcg")
                            .with(
                                    Element.text("tb-cache", TRANSLATION_BUFFER_MIB)
                                            .with("unit", "MiB")));
        }
        return List.of(Element.of("features").with(features));
    }

    private static boolean enabledUnlessRefused(Optional<FeatureState> feature) {
        return feature.map(FeatureState::enabled).orElse(true);
    }

    private static Optional<Element> apic(DomainRequest request) {
        Optional<FeatureAPIC> apic = request.feature(Features::apic);
        if (request.architecture() != Architecture.AMD64
                || !apic.map(FeatureAPIC::enabled).orElse(true)) {
            return Optional.empty();
        }
        Optional<String> eoi =
                apic.map(FeatureAPIC::endOfInterrupt).filter(on -> on).map(on -> "on");
        return Optional.of(Element.of("apic").with("eoi", eoi));
    }

    private static Element state(String name, FeatureState state) {
        boolean on = state.enabled() == null || state.enabled();
        return Element.of(name).with("state", on ? "on" : "off");
    }

    private static Element kvm(FeatureKVM kvm) {
        boolean hidden = Boolean.TRUE.equals(kvm.hidden());
        return Element.of("kvm").with(Element.of("hidden").with("state", hidden ? "on" : "off"));
    }
}
