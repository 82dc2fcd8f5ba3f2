package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].persistentVolumeClaim} of a VirtualMachineInstance. */
@RecordBuilder
public record PersistentVolumeClaimVolumeSource(
        @Required String claimName, Boolean hotpluggable, Boolean readOnly) {}
