package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Features of the hypervisor that the guest can see. At {@code spec.domain.features} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record Features(
        FeatureState acpi,
        FeatureAPIC apic,
        FeatureHyperv hyperv,
        HyperVPassthrough hypervPassthrough,
        FeatureKVM kvm,
        FeatureState pvspinlock,
        FeatureState smm) {}
