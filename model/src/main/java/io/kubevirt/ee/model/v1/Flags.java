package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** {@code spec.customizeComponents.flags} of a KubeVirt. */
@RecordBuilder
public record Flags(
        Map<String, String> api, Map<String, String> controller, Map<String, String> handler) {}
