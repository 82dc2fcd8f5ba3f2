package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.apiConfiguration} of a KubeVirt and elsewhere. */
@RecordBuilder
public record ReloadableComponentConfiguration(RESTClientConfiguration restClient) {}
