package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.MaxItems;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * How the cluster behaves; how a program runs is its own configuration. At {@code
 * spec.configuration} of a KubeVirt.
 *
 * @param memBalloonStatsPeriod seconds
 * @param virtualMachineInstancesPerNode guests a node takes
 */
@RecordBuilder
public record KubeVirtConfiguration(
        String additionalGuestMemoryOverheadRatio,
        ReloadableComponentConfiguration apiConfiguration,
        ArchConfiguration architectureConfiguration,
        V1LabelSelector autoCPULimitNamespaceLabelSelector,
        @Nullable ChangedBlockTrackingSelectors changedBlockTrackingLabelSelectors,
        @Nullable CommonInstancetypesDeployment commonInstancetypesDeployment,
        @Nullable ConfidentialComputeConfiguration confidentialCompute,
        ReloadableComponentConfiguration controllerConfiguration,
        String cpuModel,
        Quantity cpuRequest,
        String defaultRuntimeClass,
        DeveloperConfiguration developerConfiguration,
        List<String> emulatedMachines,
        String evictionStrategy,
        ReloadableComponentConfiguration handlerConfiguration,
        @ListType("atomic") @MaxItems(1) List<HypervisorConfiguration> hypervisors,
        String imagePullPolicy,
        @Nullable InstancetypeConfiguration instancetype,
        KSMConfiguration ksmConfiguration,
        LiveUpdateConfiguration liveUpdateConfiguration,
        String machineType,
        MediatedDevicesConfiguration mediatedDevicesConfiguration,
        Integer memBalloonStatsPeriod,
        MigrationConfiguration migrations,
        String minCPUModel,
        NetworkConfiguration network,
        Map<String, Boolean> obsoleteCPUModels,
        String ovmfPath,
        PermittedHostDevices permittedHostDevices,
        @Nullable PersistentReservationConfiguration persistentReservationConfiguration,
        @OneOf({"AggregateToDefault", "Manual"}) String roleAggregationStrategy,
        SeccompConfiguration seccompConfiguration,
        String selinuxLauncherType,
        SMBiosConfiguration smbios,
        @ListType(
                        value = "map",
                        keys = {"type"})
                List<SupportContainerResources> supportContainerResources,
        List<String> supportedGuestAgentVersions,
        TLSConfiguration tlsConfiguration,
        @Nullable VirtTemplateDeployment virtTemplateDeployment,
        @AnyWidth Long virtualMachineInstancesPerNode,
        VirtualMachineOptions virtualMachineOptions,
        @OneOf({"Stage", "LiveUpdate"}) @Nullable String vmRolloutStrategy,
        String vmStateStorageClass,
        ReloadableComponentConfiguration webhookConfiguration) {}
