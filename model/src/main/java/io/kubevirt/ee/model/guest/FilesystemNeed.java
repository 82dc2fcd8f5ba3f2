package io.kubevirt.ee.model.guest;

/**
 * A folder that the guest mounts, of files that the kubelet brought into the launcher pod and keeps
 * up to date there.
 *
 * @param name the VMI's volume, and the tag by which the guest mounts it
 * @param folder the files in the launcher's container
 */
public record FilesystemNeed(String name, String folder) {}
