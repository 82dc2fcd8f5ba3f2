package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The guest's clock runs in UTC. At {@code spec.domain.clock.utc} of a VirtualMachineInstance.
 *
 * @param offsetSeconds seconds added to UTC
 */
@RecordBuilder
public record ClockOffsetUTC(@AnyWidth Long offsetSeconds) {}
