package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.permittedHostDevices.usb[].selectors[]} of a KubeVirt. */
@RecordBuilder
public record USBSelector(@Required String product, @Required String vendor) {}
