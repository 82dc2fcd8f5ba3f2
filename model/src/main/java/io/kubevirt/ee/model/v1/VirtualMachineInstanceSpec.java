package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1Affinity;
import io.kubernetes.client.openapi.models.V1PodDNSConfig;
import io.kubernetes.client.openapi.models.V1PodResourceClaim;
import io.kubernetes.client.openapi.models.V1Toleration;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.MaxItems;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * What one guest is made of and where it may run. Immutable but for our components. At {@code spec}
 * of a VirtualMachineInstance.
 *
 * @param terminationGracePeriodSeconds seconds between the shutdown request and the destruction of
 *     the guest; 180 when absent
 */
@RecordBuilder
public record VirtualMachineInstanceSpec(
        @ListType("atomic") @MaxItems(256) List<AccessCredential> accessCredentials,
        V1Affinity affinity,
        String architecture,
        V1PodDNSConfig dnsConfig,
        String dnsPolicy,
        @Required DomainSpec domain,
        String evictionStrategy,
        String hostname,
        Probe livenessProbe,
        @MaxItems(256) List<Network> networks,
        Map<String, String> nodeSelector,
        String priorityClassName,
        Probe readinessProbe,
        @ListType(
                        value = "map",
                        keys = {"name"})
                List<V1PodResourceClaim> resourceClaims,
        String schedulerName,
        String serviceAccountName,
        String startStrategy,
        String subdomain,
        Long terminationGracePeriodSeconds,
        List<V1Toleration> tolerations,
        @ListType(
                        value = "map",
                        keys = {"topologyKey", "whenUnsatisfiable"})
                List<V1TopologySpreadConstraint> topologySpreadConstraints,
        @ListType(
                        value = "map",
                        keys = {"name"})
                @MaxItems(256)
                List<UtilityVolume> utilityVolumes,
        @MaxItems(256) List<Volume> volumes) {}
