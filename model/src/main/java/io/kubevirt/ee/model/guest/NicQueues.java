package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Interface;

/** How many queues an interface has. */
final class NicQueues {

    /** What the kernel gives a tap. */
    private static final int MOST = 256;

    private NicQueues() {}

    /** One for each processor, where that is asked for and the device can; passt cannot. */
    static int of(DomainSpec domain, Interface nic) {
        boolean virtio =
                GuestNeeds.stated(nic.model()).filter(model -> !model.equals("virtio")).isEmpty();
        boolean more = virtio && nic.passtBinding() == null;
        if (!more || !Boolean.TRUE.equals(domain.devices().networkInterfaceMultiqueue())) {
            return 1;
        }
        return Math.min(MOST, GuestSize.vcpus(GuestSize.topology(domain)));
    }
}
