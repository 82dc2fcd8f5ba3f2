package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.configuration.mediatedDevicesConfiguration} of a KubeVirt. */
@RecordBuilder
public record MediatedDevicesConfiguration(
        Boolean enabled,
        @ListType("atomic") List<String> mediatedDeviceTypes,
        @ListType("atomic") List<String> mediatedDevicesTypes,
        @ListType("atomic") List<NodeMediatedDeviceTypesConfig> nodeMediatedDeviceTypes) {}
