package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** {@code spec.configuration.network} of a KubeVirt. */
@RecordBuilder
public record NetworkConfiguration(
        Map<String, InterfaceBindingPlugin> binding,
        String defaultNetworkInterface,
        Boolean permitBridgeInterfaceOnPodNetwork,
        Boolean permitSlirpInterface) {}
