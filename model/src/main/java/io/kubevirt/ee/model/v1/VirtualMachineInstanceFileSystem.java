package io.kubevirt.ee.model.v1;

import java.util.List;

/** A file system that is mounted in the guest. */
public record VirtualMachineInstanceFileSystem(
        String diskName,
        String mountPoint,
        String fileSystemType,
        long usedBytes,
        long totalBytes,
        List<VirtualMachineInstanceFileSystemDisk> disk) {}
