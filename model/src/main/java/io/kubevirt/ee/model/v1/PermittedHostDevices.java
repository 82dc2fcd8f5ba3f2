package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.configuration.permittedHostDevices} of a KubeVirt. */
@RecordBuilder
public record PermittedHostDevices(
        @ListType("atomic") List<MediatedHostDevice> mediatedDevices,
        @ListType("atomic") List<PciHostDevice> pciHostDevices,
        @ListType("atomic") List<USBHostDevice> usb) {}
