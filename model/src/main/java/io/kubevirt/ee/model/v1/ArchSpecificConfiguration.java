package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.configuration.architectureConfiguration.amd64} of a KubeVirt and elsewhere. */
@RecordBuilder
public record ArchSpecificConfiguration(
        @ListType("atomic") List<String> emulatedMachines, String machineType, String ovmfPath) {}
