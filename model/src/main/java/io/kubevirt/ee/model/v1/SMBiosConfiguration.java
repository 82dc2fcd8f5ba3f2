package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.smbios} of a KubeVirt. */
@RecordBuilder
public record SMBiosConfiguration(
        String family, String manufacturer, String product, String sku, String version) {}
