package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.NullableItems;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What the user wants of a machine across its runs. At {@code spec} of a VirtualMachine.
 *
 * @param runStrategy a {@link RunStrategy}
 * @param running older form of runStrategy: true is Always, false is Halted; exclusive with it
 */
@RecordBuilder
public record VirtualMachineSpec(
        @NullableItems List<DataVolumeTemplateSpec> dataVolumeTemplates,
        InstancetypeMatcher instancetype,
        PreferenceMatcher preference,
        String runStrategy,
        Boolean running,
        @Required VirtualMachineInstanceTemplateSpec template,
        String updateVolumesStrategy) {}
