package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A volume our components attach for work of their own, such as a backup. At {@code
 * spec.utilityVolumes[]} of a VirtualMachineInstance.
 */
@RecordBuilder
public record UtilityVolume(
        @Required String claimName, @Required String name, Boolean readOnly, String type) {}
