package io.kubevirt.ee.model.v1;

import java.util.List;

/** What the subresource guestosinfo answers. */
public record VirtualMachineInstanceGuestAgentInfo(
        String guestAgentVersion,
        List<GuestAgentCommandInfo> supportedCommands,
        String hostname,
        VirtualMachineInstanceGuestOSInfo os,
        String timezone,
        List<VirtualMachineInstanceGuestOSUser> userList,
        VirtualMachineInstanceFileSystemInfo fsInfo,
        String fsFreezeStatus) {}
