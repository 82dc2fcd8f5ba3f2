package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.access.AccessState;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import java.util.List;
import java.util.Optional;

/**
 * What the node says about a guest whose domain is alive.
 *
 * @param uid the user id its qemu runs under
 * @param adopted whether its qemu is in the launcher's cgroups and its network stands
 * @param addresses where its interfaces answer
 * @param agent what the guest's own agent says
 * @param machineType what its qemu emulates, such as {@code pc-q35-10.0}; empty where that was not
 *     asked for
 * @param probes what its probes say
 * @param access how far its users' keys and passwords are
 * @param fullVolumes names of volumes that the guest writes to and that cannot grow any more; only
 *     of a guest that a failed disk has paused
 */
public record GuestObservation(
        long uid,
        boolean adopted,
        List<Address> addresses,
        AgentState agent,
        Optional<String> machineType,
        ProbeVerdicts probes,
        AccessState access,
        List<String> fullVolumes) {

    /** Copies the lists. */
    public GuestObservation {
        addresses = List.copyOf(addresses);
        fullVolumes = List.copyOf(fullVolumes);
    }

    /**
     * Where one interface answers.
     *
     * @param interfaceName its name in the VMI
     * @param ips the pod's addresses, the one to show first
     * @param podInterface the pod's device
     * @param mac that the guest took over from its pod
     */
    public record Address(
            String interfaceName, List<String> ips, String podInterface, Optional<String> mac) {

        /** Of a guest with a MAC address of its own. */
        public Address(String interfaceName, List<String> ips, String podInterface) {
            this(interfaceName, ips, podInterface, Optional.empty());
        }

        /** Copies the list. */
        public Address {
            ips = List.copyOf(ips);
        }
    }
}
