package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.workloadUpdateStrategy} of a KubeVirt. */
@RecordBuilder
public record KubeVirtWorkloadUpdateStrategy(
        String batchEvictionInterval,
        @AnyWidth Long batchEvictionSize,
        @ListType("atomic") List<String> workloadUpdateMethods) {}
