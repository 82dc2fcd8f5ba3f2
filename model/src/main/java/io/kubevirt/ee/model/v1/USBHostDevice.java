package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.configuration.permittedHostDevices.usb[]} of a KubeVirt. */
@RecordBuilder
public record USBHostDevice(
        Boolean externalResourceProvider,
        @Required String resourceName,
        @ListType("atomic") List<USBSelector> selectors) {}
