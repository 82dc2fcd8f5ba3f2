package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Default;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].configMap} of a VirtualMachineInstance. */
@RecordBuilder
public record ConfigMapVolumeSource(
        @Default("") String name, Boolean optional, String volumeLabel) {}
