package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** {@code spec.configuration.developerConfiguration.logVerbosity} of a KubeVirt. */
@RecordBuilder
public record LogVerbosity(
        @AnyWidth Map<String, Long> nodeVerbosity,
        @AnyWidth Long virtAPI,
        @AnyWidth Long virtController,
        @AnyWidth Long virtHandler,
        @AnyWidth Long virtLauncher,
        @AnyWidth Long virtOperator,
        @AnyWidth Long virtSynchronizationController) {}
