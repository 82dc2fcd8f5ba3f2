package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.instancetypeRef.controllerRevisionRef} of a VirtualMachine and elsewhere. */
@RecordBuilder
public record ControllerRevisionRef(String name) {}
