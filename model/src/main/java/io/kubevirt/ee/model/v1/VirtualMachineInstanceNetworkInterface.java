package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * An interface of the running guest and its addresses. At {@code status.interfaces[]} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record VirtualMachineInstanceNetworkInterface(
        String infoSource,
        String interfaceName,
        String ipAddress,
        List<String> ipAddresses,
        String linkState,
        String mac,
        String name,
        String podInterfaceName,
        Integer queueCount) {}
