package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.instancetypeRef} of a VirtualMachine and elsewhere. */
@RecordBuilder
public record InstancetypeStatusRef(
        ControllerRevisionRef controllerRevisionRef,
        String inferFromVolume,
        String inferFromVolumeFailurePolicy,
        String kind,
        String name) {}
