package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.FeatureAPIC;
import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.FeatureKVM;
import io.kubevirt.ee.model.v1.FeatureState;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.features} of a VirtualMachinePreference. */
@RecordBuilder
public record FeaturePreferences(
        FeatureState preferredAcpi,
        FeatureAPIC preferredApic,
        FeatureHyperv preferredHyperv,
        FeatureKVM preferredKvm,
        FeatureState preferredPvspinlock,
        FeatureState preferredSmm) {}
