package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Nullable;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.persistentReservationConfiguration} of a KubeVirt. */
@RecordBuilder
public record PersistentReservationConfiguration(@Nullable Boolean enabled) {}
