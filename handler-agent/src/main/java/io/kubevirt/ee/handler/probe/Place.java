package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.model.guest.DomainView;
import java.util.Optional;

/**
 * Where a guest is asked.
 *
 * @param domain for its agent
 * @param address for its network; empty: none is known
 */
record Place(DomainView domain, Optional<String> address) {}
