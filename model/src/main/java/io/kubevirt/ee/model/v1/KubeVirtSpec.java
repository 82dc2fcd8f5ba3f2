package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec} of a KubeVirt. */
@RecordBuilder
public record KubeVirtSpec(
        KubeVirtCertificateRotateStrategy certificateRotateStrategy,
        KubeVirtConfiguration configuration,
        CustomizeComponents customizeComponents,
        String imagePullPolicy,
        @ListType("atomic") List<V1LocalObjectReference> imagePullSecrets,
        String imageRegistry,
        String imageTag,
        ComponentConfig infra,
        String monitorAccount,
        String monitorNamespace,
        String productComponent,
        String productName,
        String productVersion,
        String serviceMonitorNamespace,
        String synchronizationPort,
        String uninstallStrategy,
        KubeVirtWorkloadUpdateStrategy workloadUpdateStrategy,
        ComponentConfig workloads) {}
