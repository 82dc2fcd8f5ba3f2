package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.libvirt.LibvirtErrors.Meaning;
import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.domain.DomainXml;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import java.util.Optional;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** Reads domains of ours; nothing it asks waits for a domain's qemu. */
final class DomainReader {

    private static final int METADATA_ELEMENT = 2;

    /** Something that is read of a domain. */
    interface Step<T> {
        T on(Domain domain) throws LibvirtException;
    }

    /** A way to find a domain. */
    interface Lookup {
        Domain find() throws LibvirtException;
    }

    private final QemuPid qemuPid;

    DomainReader(QemuPid qemuPid) {
        this.qemuPid = qemuPid;
    }

    /** What is seen of a domain; empty if it is not ours. */
    Optional<DomainView> view(Domain domain) throws LibvirtException {
        Optional<DomainOwner> owner = owner(domain);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        String name = domain.getName();
        String uuid = domain.getUUIDString();
        return Optional.of(
                new DomainView(
                        name,
                        uuid,
                        owner.get().vmiUid(),
                        owner.get().podUid(),
                        state(domain),
                        qemuPid.of(name, uuid)));
    }

    /** Whom it was made for; empty if it is not ours. */
    Optional<DomainOwner> owner(Domain domain) throws LibvirtException {
        try {
            return DomainOwner.parse(
                    domain.getMetadata(METADATA_ELEMENT, DomainXml.METADATA_NAMESPACE, 0));
        } catch (LibvirtException e) {
            return switch (LibvirtErrors.meaning(e)) {
                case NOT_OURS, NO_SUCH_DOMAIN -> Optional.empty();
                case WRONG_STATE, UNAVAILABLE, NEVER, MAY_PASS -> throw e;
            };
        }
    }

    /** What it does, and why. */
    DomainState state(Domain domain) {
        try {
            return DomainStates.of(LibvirtNative.state(domain));
        } catch (NativeRefusal e) {
            if (LibvirtErrors.meaning(e) == Meaning.NO_SUCH_DOMAIN) {
                // Removed between two questions: it is off, and the next look does not show it.
                return new DomainState.Off(DomainState.OffCause.UNKNOWN);
            }
            throw new HypervisorUnavailable("libvirt: " + e.getMessage(), e);
        }
    }

    /** The domain, if there is one. */
    static Optional<Domain> existing(Lookup lookup) throws LibvirtException {
        try {
            return Optional.ofNullable(lookup.find());
        } catch (LibvirtException e) {
            if (LibvirtErrors.meaning(e) == Meaning.NO_SUCH_DOMAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Gives native memory back after the step. */
    static <T> T freeing(Domain domain, Step<T> step) throws LibvirtException {
        try {
            return step.on(domain);
        } finally {
            domain.free();
        }
    }
}
