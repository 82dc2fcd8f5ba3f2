package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.CPUFeature;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.FeatureHypervBuilder;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.FeaturesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Features of Hyper-V that others need and the user left open: they are enabled. */
final class HypervDefaults {
    private static final String VMX = "vmx";
    private static final FeatureState ENABLED = new FeatureState(true);

    private HypervDefaults() {}

    static DomainSpec of(DomainSpec domain) {
        Optional<FeatureHyperv> hyperv =
                Optional.ofNullable(domain.features()).map(Features::hyperv);
        if (hyperv.isEmpty()) {
            return domain;
        }
        Features features =
                FeaturesBuilder.builder(domain.features()).hyperv(of(hyperv.get())).build();
        DomainSpec with = DomainSpecBuilder.builder(domain).features(features).build();
        return needsVmx(hyperv.get())
                ? DomainSpecBuilder.builder(with).cpu(withVmx(domain.cpu())).build()
                : with;
    }

    /** In the order in which one asks for the next. */
    private static FeatureHyperv of(FeatureHyperv stated) {
        boolean timer = isEnabled(HypervRule.state(stated.synictimer()));
        FeatureState synic = neededBy(timer, stated.synic());
        boolean index =
                isEnabled(stated.ipi())
                        || isEnabled(HypervRule.state(stated.tlbflush()))
                        || isEnabled(synic);
        return FeatureHypervBuilder.builder(stated)
                .vapic(neededBy(isEnabled(stated.evmcs()), stated.vapic()))
                .synic(synic)
                .vpindex(neededBy(index, stated.vpindex()))
                .build();
    }

    private static FeatureState neededBy(boolean needed, FeatureState statedOrNull) {
        boolean open = statedOrNull == null || statedOrNull.enabled() == null;
        return needed && open ? ENABLED : statedOrNull;
    }

    private static CPU withVmx(CPU cpuOrNull) {
        CPU cpu = cpuOrNull == null ? CPUBuilder.builder().build() : cpuOrNull;
        List<CPUFeature> features = new ArrayList<>();
        for (CPUFeature feature : Absent.list(cpu.features())) {
            features.add(isVmx(feature) ? required() : feature);
        }
        if (features.stream().noneMatch(HypervDefaults::isVmx)) {
            features.add(required());
        }
        return CPUBuilder.builder(cpu).features(features).build();
    }

    private static CPUFeature required() {
        return new CPUFeature(VMX, "require");
    }

    static boolean isVmx(CPUFeature feature) {
        return VMX.equals(feature.name());
    }

    /** As KubeVirt has it: here a feature that is mentioned without a word is enabled. */
    static boolean needsVmx(FeatureHyperv hyperv) {
        return hyperv.evmcs() != null && !Boolean.FALSE.equals(hyperv.evmcs().enabled());
    }

    /** As KubeVirt has it: a feature that is mentioned without a word asks for no other. */
    static boolean isEnabled(FeatureState stateOrNull) {
        return stateOrNull != null && Boolean.TRUE.equals(stateOrNull.enabled());
    }
}
