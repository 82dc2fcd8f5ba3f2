package io.kubevirt.ee.model.guest;

import java.util.OptionalLong;

/**
 * A libvirt domain of ours, as far as decisions need it. A domain without our metadata never
 * becomes one of these.
 *
 * @param name {@code <namespace>_<name>} of its VMI
 * @param uuid the domain's UUID, lower case with dashes
 * @param vmiUid uid of the VMI it was made for, from its metadata
 * @param podUid uid of the launcher pod it was made for, from its metadata
 * @param state what it does, and why
 * @param qemuPid process id of its qemu as the node sees it; empty while it is off
 */
public record DomainView(
        String name,
        String uuid,
        String vmiUid,
        String podUid,
        DomainState state,
        OptionalLong qemuPid) {}
