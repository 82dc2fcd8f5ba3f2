package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.hypervPassthrough} of a VirtualMachineInstance. */
@RecordBuilder
public record HyperVPassthrough(Boolean enabled) {}
