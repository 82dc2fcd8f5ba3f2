package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.hyperv} of a VirtualMachineInstance. */
@RecordBuilder
public record FeatureHyperv(
        FeatureState evmcs,
        FeatureState frequencies,
        FeatureState ipi,
        FeatureState reenlightenment,
        FeatureState relaxed,
        FeatureState reset,
        FeatureState runtime,
        FeatureSpinlocks spinlocks,
        FeatureState synic,
        SyNICTimer synictimer,
        TLBFlush tlbflush,
        FeatureState vapic,
        FeatureVendorID vendorid,
        FeatureState vpindex) {}
