package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;

/** What the guest is told its name is. */
final class GuestHostname {

    private static final int LONGEST_LABEL = 63;

    private GuestHostname() {}

    /** The VMI's hostname, or its name up to the first dot, as long as a DNS label may be. */
    static String of(VirtualMachineInstance vmi) {
        String stated = vmi.spec().hostname();
        String name = stated != null && !stated.isEmpty() ? stated : vmi.metadata().getName();
        String label = name.split("\\.", 2)[0];
        return label.length() <= LONGEST_LABEL
                ? label
                : label.substring(0, LONGEST_LABEL).replaceAll("-+$", "");
    }
}
