package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.guest.StartRefusal;

/** An action of a plan was refused; the cause is whoever refused. */
final class StartRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient StartRefusal refusal;

    private StartRefused(StartRefusal.Kind kind, Exception cause) {
        super(cause.getMessage(), cause);
        this.refusal = new StartRefusal(kind, cause.getMessage());
    }

    StartRefusal refusal() {
        return refusal;
    }

    static StartRefused by(GuestRefused cause) {
        return new StartRefused(
                switch (cause.kind()) {
                    case NOT_YET -> StartRefusal.Kind.NOT_YET;
                    case MAY_PASS -> StartRefusal.Kind.MAY_PASS;
                    case NEVER -> StartRefusal.Kind.NEVER;
                },
                cause);
    }

    static StartRefused by(HypervisorRefused cause) {
        return new StartRefused(
                switch (cause.kind()) {
                    case MAY_PASS -> StartRefusal.Kind.MAY_PASS;
                    case NEVER -> StartRefusal.Kind.NEVER;
                },
                cause);
    }

    /** The VMI holds what admission should have refused. */
    static StartRefused by(IllegalArgumentException cause) {
        return new StartRefused(StartRefusal.Kind.NEVER, cause);
    }
}
