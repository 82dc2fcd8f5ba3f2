package io.kubevirt.ee.model.v1;

import java.util.List;

/** {@code fsInfo} of a guest's guestosinfo. */
public record VirtualMachineInstanceFileSystemInfo(List<VirtualMachineInstanceFileSystem> disks) {}
