package io.kubevirt.ee.handler.port;

import java.util.List;
import java.util.Map;

/** Figures of the node's running guests, as the hypervisor counts them. */
public interface GuestStatistics {

    /**
     * Figures of one domain of ours.
     *
     * @param domain its name
     * @param vmiUid the VMI that it was made for
     * @param podUid that VMI's launcher pod
     * @param values by the hypervisor's own names, such as {@code vcpu.0.time}: numbers and text
     */
    record Figures(String domain, String vmiUid, String podUid, Map<String, Object> values) {
        /** Copies the map. */
        public Figures {
            values = Map.copyOf(values);
        }
    }

    /**
     * All running domains of ours. What a qemu has to be asked for is missing of those that do not
     * answer.
     *
     * @throws HypervisorUnavailable when the hypervisor itself does not answer in time
     */
    List<Figures> read();
}
