package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1ListMeta;
import java.util.List;

/** What the subresource filesystemlist answers. */
public record VirtualMachineInstanceFileSystemList(
        V1ListMeta metadata, List<VirtualMachineInstanceFileSystem> items) {}
