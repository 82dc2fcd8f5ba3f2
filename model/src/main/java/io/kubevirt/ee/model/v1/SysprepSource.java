package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].sysprep} of a VirtualMachineInstance. */
@RecordBuilder
public record SysprepSource(V1LocalObjectReference configMap, V1LocalObjectReference secret) {}
