package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.FeaturePreferences;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.FeaturesBuilder;

/** Features of the hypervisor that a guest prefers to see. */
final class FeatureTaste {
    private final FeaturePreferences taste;

    FeatureTaste(FeaturePreferences taste) {
        this.taste = taste;
    }

    Features apply(Features statedOrNull) {
        Features stated = statedOrNull == null ? FeaturesBuilder.builder().build() : statedOrNull;
        return FeaturesBuilder.builder(stated)
                .acpi(Stated.or(stated.acpi(), taste.preferredAcpi()))
                .apic(Stated.or(stated.apic(), taste.preferredApic()))
                .hyperv(hyperv(stated))
                .kvm(Stated.or(stated.kvm(), taste.preferredKvm()))
                .pvspinlock(Stated.or(stated.pvspinlock(), taste.preferredPvspinlock()))
                .smm(Stated.or(stated.smm(), taste.preferredSmm()))
                .build();
    }

    /** One by one, unless the node's are passed through whole. */
    private FeatureHyperv hyperv(Features features) {
        FeatureHyperv stated = features.hyperv();
        FeatureHyperv preferred = taste.preferredHyperv();
        boolean passed =
                features.hypervPassthrough() != null
                        && Absent.flag(features.hypervPassthrough().enabled());
        if (preferred == null || passed) {
            return stated;
        }
        return stated == null ? preferred : merged(stated, preferred);
    }

    private static FeatureHyperv merged(FeatureHyperv stated, FeatureHyperv preferred) {
        return new FeatureHyperv(
                Stated.or(stated.evmcs(), preferred.evmcs()),
                Stated.or(stated.frequencies(), preferred.frequencies()),
                Stated.or(stated.ipi(), preferred.ipi()),
                Stated.or(stated.reenlightenment(), preferred.reenlightenment()),
                Stated.or(stated.relaxed(), preferred.relaxed()),
                Stated.or(stated.reset(), preferred.reset()),
                Stated.or(stated.runtime(), preferred.runtime()),
                Stated.or(stated.spinlocks(), preferred.spinlocks()),
                Stated.or(stated.synic(), preferred.synic()),
                Stated.or(stated.synictimer(), preferred.synictimer()),
                Stated.or(stated.tlbflush(), preferred.tlbflush()),
                Stated.or(stated.vapic(), preferred.vapic()),
                Stated.or(stated.vendorid(), preferred.vendorid()),
                Stated.or(stated.vpindex(), preferred.vpindex()));
    }
}
