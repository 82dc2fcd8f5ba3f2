package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.liveUpdateConfiguration} of a KubeVirt. */
@RecordBuilder
public record LiveUpdateConfiguration(
        Integer maxCpuSockets, Quantity maxGuest, Integer maxHotplugRatio) {}
