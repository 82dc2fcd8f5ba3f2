package io.kubevirt.ee.handler.operation;

import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Optional;

/** Whether an operation can be done to a guest as it is now. Pure. */
final class OperationDecider {

    private OperationDecider() {}

    /**
     * The domain to do it to.
     *
     * @param vmi that the request names, as this node knows it
     * @param domain of its name, if there is one
     * @throws OperationRefused when there is none that it can be done to
     */
    static DomainView decide(
            OperationRequest request,
            Optional<VirtualMachineInstance> vmi,
            Optional<DomainView> domain)
            throws OperationRefused {
        if (vmi.isEmpty()) {
            throw OperationRefused.notFound(
                    "virtualmachineinstance %s is not on this node".formatted(request.guest()));
        }
        // Before that phase the reconciler would undo a pause: it starts every guest paused.
        if (VmiPhase.of(vmi.get()) != VmiPhase.RUNNING) {
            throw notRunning(request);
        }
        String uid = vmi.get().metadata().getUid();
        DomainView own =
                domain.filter(d -> d.vmiUid().equals(uid)).orElseThrow(() -> notRunning(request));
        return switch (own.state()) {
            case DomainState.Running running -> own;
            case DomainState.Paused paused -> whilePaused(request, own, paused);
            case DomainState.ShuttingDown ending -> throw notRunning(request);
            case DomainState.Off off -> throw notRunning(request);
        };
    }

    /** A pause by a failed disk ends by itself, and libvirt would not make it a user's. */
    private static DomainView whilePaused(
            OperationRequest request, DomainView domain, DomainState.Paused paused)
            throws OperationRefused {
        boolean unheard =
                request.operation() == Operation.PAUSE && paused.cause() == PauseCause.IO_ERROR;
        if (unheard || request.operation().needsRunningGuest()) {
            throw OperationRefused.conflict(
                    "virtualmachineinstance %s is paused".formatted(request.guest()));
        }
        return domain;
    }

    private static OperationRefused notRunning(OperationRequest request) {
        return OperationRefused.conflict(
                "virtualmachineinstance %s is not running".formatted(request.guest()));
    }
}
