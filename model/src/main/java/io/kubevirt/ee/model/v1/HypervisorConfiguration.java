package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.hypervisors[]} of a KubeVirt. */
@RecordBuilder
public record HypervisorConfiguration(@OneOf({"kvm", "hyperv-direct"}) String name) {}
