package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.guest.GuestNeeds;

/**
 * The order to make a node ready for one guest.
 *
 * @param vmiUid uid of the VMI: the identity of everything that is made
 * @param namespace the VMI's namespace, for messages
 * @param name the VMI's name, for messages
 * @param launcher the running launcher pod whose files and network are used
 * @param needs what to make ready
 */
public record GuestOrder(
        String vmiUid, String namespace, String name, LauncherRef launcher, GuestNeeds needs) {}
