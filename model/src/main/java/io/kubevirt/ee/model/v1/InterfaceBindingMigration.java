package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.network.binding{}.migration} of a KubeVirt. */
@RecordBuilder
public record InterfaceBindingMigration(String method) {}
