package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code status} of a KubeVirt. */
@RecordBuilder
public record KubeVirtStatus(
        List<KubeVirtCondition> conditions,
        String defaultArchitecture,
        @ListType("atomic") List<GenerationStatus> generations,
        String observedDeploymentConfig,
        String observedDeploymentID,
        Long observedGeneration,
        String observedKubeVirtRegistry,
        String observedKubeVirtVersion,
        String operatorVersion,
        @AnyWidth Long outdatedVirtualMachineInstanceWorkloads,
        String phase,
        @ListType("atomic") List<String> synchronizationAddresses,
        String targetDeploymentConfig,
        String targetDeploymentID,
        String targetKubeVirtRegistry,
        String targetKubeVirtVersion) {}
