package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1ListMeta;
import java.util.List;

/** What the subresource userlist answers. */
public record VirtualMachineInstanceGuestOSUserList(
        V1ListMeta metadata, List<VirtualMachineInstanceGuestOSUser> items) {}
