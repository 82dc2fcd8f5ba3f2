package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Default;
import io.kubevirt.ee.model.v1.schema.MaxLength;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].containerPath} of a VirtualMachineInstance. */
@RecordBuilder
public record ContainerPathVolumeSource(
        @Required @MaxLength(4096) String path, @Default("true") Boolean readOnly) {}
