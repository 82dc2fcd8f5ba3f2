package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.registry.platform} of a VirtualMachine. */
@RecordBuilder
public record PlatformOptions(String architecture) {}
