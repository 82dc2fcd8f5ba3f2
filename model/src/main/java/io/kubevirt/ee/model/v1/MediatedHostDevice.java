package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.permittedHostDevices.mediatedDevices[]} of a KubeVirt. */
@RecordBuilder
public record MediatedHostDevice(
        Boolean externalResourceProvider,
        @Required String mdevNameSelector,
        @Required String resourceName) {}
