package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.chassis} of a VirtualMachineInstance. */
@RecordBuilder
public record Chassis(
        String asset, String manufacturer, String serial, String sku, String version) {}
