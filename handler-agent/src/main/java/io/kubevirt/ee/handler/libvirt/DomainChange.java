package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.model.guest.DomainState;
import java.util.function.Predicate;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/**
 * Calls that change a domain that is there, and the states in which a domain needs them no more.
 */
enum DomainChange {
    RESUME("resume", Domain::resume, DomainState.Running.class::isInstance),
    PAUSE("pause", Domain::suspend, DomainState.Paused.class::isInstance),
    RESET("reset", Domain::reset, state -> false),
    REBOOT("reboot", domain -> domain.reboot(0), state -> false),
    SHUTDOWN(
            "shutdown",
            Domain::shutdown,
            state -> state instanceof DomainState.Off || state instanceof DomainState.ShuttingDown),
    DESTROY("destroy", Domain::destroy, DomainState.Off.class::isInstance),
    UNDEFINE("undefine", DomainChange::undefineAll, state -> false);

    // Saved state and snapshots' metadata, made by hand: they would keep the definition.
    private static final int UNDEFINE_ALL = 1 | 2;
    // UEFI's variables are the guest's directory's or the machine's claim's, never libvirt's to
    // remove; drivers without UEFI refuse the flag.
    private static final int UNDEFINE_KEEP_NVRAM = 8;

    private final String what;
    private final Call call;
    private final Predicate<DomainState> done;

    DomainChange(String what, Call call, Predicate<DomainState> done) {
        this.what = what;
        this.call = call;
        this.done = done;
    }

    private interface Call {
        void on(Domain domain) throws LibvirtException;
    }

    /** What it is called in messages. */
    String what() {
        return what;
    }

    /** Asks libvirt for it. */
    void apply(Domain domain) throws LibvirtException {
        call.on(domain);
    }

    /** Whether a domain in this state needs it no more. */
    boolean isDone(DomainState state) {
        return done.test(state);
    }

    private static void undefineAll(Domain domain) throws LibvirtException {
        boolean uefi = domain.getXMLDesc(0).contains("<nvram");
        domain.undefine(uefi ? UNDEFINE_ALL | UNDEFINE_KEEP_NVRAM : UNDEFINE_ALL);
    }
}
