package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.permittedHostDevices.pciHostDevices[]} of a KubeVirt. */
@RecordBuilder
public record PciHostDevice(
        Boolean externalResourceProvider,
        @Required String pciVendorSelector,
        @Required String resourceName) {}
