package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.customizeComponents} of a KubeVirt. */
@RecordBuilder
public record CustomizeComponents(
        Flags flags, @ListType("atomic") List<CustomizeComponentsPatch> patches) {}
