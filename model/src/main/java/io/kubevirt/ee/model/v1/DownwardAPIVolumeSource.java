package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1DownwardAPIVolumeFile;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.volumes[].downwardAPI} of a VirtualMachineInstance. */
@RecordBuilder
public record DownwardAPIVolumeSource(List<V1DownwardAPIVolumeFile> fields, String volumeLabel) {}
