package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts and stops that users asked for through the subresource API: a list in the status that is
 * worked off from its head.
 */
final class StateChangeRequests {
    static final String START = "Start";
    static final String STOP = "Stop";

    /** In a start's data: the guest begins paused. */
    private static final String PAUSED = "paused";

    private StateChangeRequests() {}

    /** Whether the next thing asked for is the stop of this instance. */
    static boolean stopAsked(VmView view, VirtualMachineInstance vmi) {
        return head(view)
                .filter(request -> STOP.equals(request.action()))
                .filter(request -> vmi.metadata().getUid().equals(request.uid()))
                .isPresent();
    }

    /** Whether the next thing asked for is a start. */
    static boolean startAsked(VmView view) {
        return head(view).filter(request -> START.equals(request.action())).isPresent();
    }

    /** Whether the guest that is asked for shall begin paused. */
    static boolean startPausedAsked(VmView view) {
        return head(view)
                .filter(request -> START.equals(request.action()))
                .filter(request -> "true".equals(Absent.map(request.data()).get(PAUSED)))
                .isPresent();
    }

    /** The list with a start at its end, unless one is there. */
    static List<VirtualMachineStateChangeRequest> withStart(
            List<VirtualMachineStateChangeRequest> requests) {
        if (requests.stream().anyMatch(request -> START.equals(request.action()))) {
            return requests;
        }
        List<VirtualMachineStateChangeRequest> more = new ArrayList<>(requests);
        more.add(new VirtualMachineStateChangeRequest(START, Map.of(), null));
        return List.copyOf(more);
    }

    /**
     * What is still to be done: a stop is done when its instance is gone, a start when an instance
     * lives; what we do not know is dropped.
     */
    static List<VirtualMachineStateChangeRequest> open(VmView view) {
        List<VirtualMachineStateChangeRequest> all = all(view.vm());
        int done = 0;
        while (done < all.size() && done(view, all.get(done))) {
            done++;
        }
        return List.copyOf(all.subList(done, all.size()));
    }

    private static boolean done(VmView view, VirtualMachineStateChangeRequest request) {
        Optional<VirtualMachineInstance> own = view.own();
        return switch (request.action()) {
            case START -> own.filter(StateChangeRequests::lives).isPresent();
            case STOP -> own.filter(vmi -> vmi.metadata().getUid().equals(request.uid())).isEmpty();
            default -> true;
        };
    }

    private static boolean lives(VirtualMachineInstance vmi) {
        return vmi.metadata().getDeletionTimestamp() == null && !VmiPhase.of(vmi).isFinal();
    }

    private static Optional<VirtualMachineStateChangeRequest> head(VmView view) {
        return open(view).stream().findFirst();
    }

    private static List<VirtualMachineStateChangeRequest> all(VirtualMachine vm) {
        return vm.status() == null ? List.of() : Absent.list(vm.status().stateChangeRequests());
    }
}
