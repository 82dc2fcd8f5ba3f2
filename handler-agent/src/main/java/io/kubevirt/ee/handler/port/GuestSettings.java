package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.domain.DomainSettings;
import java.util.Optional;

/** What node and cluster say about every guest. */
@FunctionalInterface
public interface GuestSettings {

    /** As they are now; empty: this node has no KVM, and may not emulate. */
    Optional<DomainSettings> current();
}
