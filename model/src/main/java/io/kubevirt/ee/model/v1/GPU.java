package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.gpus[]} of a VirtualMachineInstance. */
@RecordBuilder
public record GPU(
        String claimName,
        String deviceName,
        @Required String name,
        String requestName,
        String tag,
        VGPUOptions virtualGPUOptions) {}
