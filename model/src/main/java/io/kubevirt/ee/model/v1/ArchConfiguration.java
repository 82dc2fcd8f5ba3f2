package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.architectureConfiguration} of a KubeVirt. */
@RecordBuilder
public record ArchConfiguration(
        ArchSpecificConfiguration amd64,
        ArchSpecificConfiguration arm64,
        String defaultArchitecture,
        ArchSpecificConfiguration ppc64le,
        ArchSpecificConfiguration s390x) {}
