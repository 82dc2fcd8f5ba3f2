package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.vddk} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceVDDK(
        String backingFile,
        String extraArgs,
        String initImageURL,
        String secretRef,
        String thumbprint,
        String url,
        String uuid) {}
