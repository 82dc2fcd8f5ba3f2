package io.kubevirt.ee.model.v1;

/** A disk that a file system of the guest lies on. */
public record VirtualMachineInstanceFileSystemDisk(String serial, String busType) {}
