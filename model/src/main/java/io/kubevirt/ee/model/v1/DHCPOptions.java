package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code spec.domain.devices.interfaces[].dhcpOptions} of a VirtualMachineInstance. */
@RecordBuilder
public record DHCPOptions(
        String bootFileName,
        List<String> ntpServers,
        List<DHCPPrivateOptions> privateOptions,
        String tftpServerName) {}
