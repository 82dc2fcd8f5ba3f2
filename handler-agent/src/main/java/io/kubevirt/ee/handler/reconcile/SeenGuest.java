package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.guest.GuestView;
import java.util.Optional;

/**
 * What was seen of one name: the view that decisions are made from, and what acting needs besides.
 *
 * @param view what the decision is made from
 * @param launcher the VMI's living launcher
 * @param settings how a guest would be run
 */
record SeenGuest(
        GuestView view, Optional<LauncherRef> launcher, Optional<DomainSettings> settings) {}
