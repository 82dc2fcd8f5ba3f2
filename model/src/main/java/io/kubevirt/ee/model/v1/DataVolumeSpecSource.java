package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSpecSource(
        DataVolumeBlankImage blank,
        DataVolumeSourceGCS gcs,
        DataVolumeSourceHTTP http,
        DataVolumeSourceImageIO imageio,
        DataVolumeSourcePVC pvc,
        DataVolumeSourceRegistry registry,
        DataVolumeSourceS3 s3,
        DataVolumeSourceSnapshot snapshot,
        DataVolumeSourceUpload upload,
        DataVolumeSourceVDDK vddk) {}
