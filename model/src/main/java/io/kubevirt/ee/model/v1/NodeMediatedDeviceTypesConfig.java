package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * {@code spec.configuration.mediatedDevicesConfiguration.nodeMediatedDeviceTypes[]} of a KubeVirt.
 */
@RecordBuilder
public record NodeMediatedDeviceTypesConfig(
        @ListType("atomic") List<String> mediatedDeviceTypes,
        @ListType("atomic") List<String> mediatedDevicesTypes,
        @Required Map<String, String> nodeSelector) {}
