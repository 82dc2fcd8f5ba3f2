package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The pod's own network. At {@code spec.networks[].pod} of a VirtualMachineInstance.
 *
 * @param vmIPv6NetworkCIDR IPv6 network of the guest under masquerade, where the pod has an IPv6
 *     address; fd10:0:2::/120 when absent
 * @param vmNetworkCIDR network of the guest under masquerade; 10.0.2.0/24 when absent
 */
@RecordBuilder
public record PodNetwork(String vmIPv6NetworkCIDR, String vmNetworkCIDR) {}
