package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.instancetype} of a VirtualMachine. */
@RecordBuilder
public record InstancetypeMatcher(
        String inferFromVolume,
        String inferFromVolumeFailurePolicy,
        String kind,
        String name,
        String revisionName) {}
