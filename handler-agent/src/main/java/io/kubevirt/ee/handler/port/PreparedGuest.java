package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.guest.GuestNeeds;

/**
 * A node made ready for one guest.
 *
 * @param vmiUid uid of the VMI
 * @param needs what was asked for: adoption needs the interfaces again
 * @param resources what the domain XML names
 */
public record PreparedGuest(String vmiUid, GuestNeeds needs, GuestResources resources) {}
