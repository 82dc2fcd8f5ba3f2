package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.registry} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceRegistry(
        String certConfigMap,
        String imageStream,
        PlatformOptions platform,
        String pullMethod,
        String secretRef,
        String url) {}
