package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.preference} of a VirtualMachine. */
@RecordBuilder
public record PreferenceMatcher(
        String inferFromVolume,
        String inferFromVolumeFailurePolicy,
        String kind,
        String name,
        String revisionName) {}
