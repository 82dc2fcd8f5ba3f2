package io.kubevirt.ee.api.lifecycle;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks virt-controller for a stop or a start, in {@code status.stateChangeRequests}: so a machine's
 * run strategy stays what its owner wrote.
 */
final class StateChange {
    static final String UNDERWAY = "unable to complete request: stop/start already underway";

    private static final String PATH = "/status/stateChangeRequests";

    private StateChange() {}

    /** What is asked for, in order. */
    static final class Request {
        private final JsonArray changes = new JsonArray();

        Request stop(VirtualMachineInstance vmi) {
            JsonObject change = change("Stop");
            change.addProperty("uid", vmi.metadata().getUid());
            changes.add(change);
            return this;
        }

        Request start(boolean paused) {
            JsonObject change = change("Start");
            if (paused) {
                JsonObject data = new JsonObject();
                data.addProperty("paused", "true");
                change.add("data", data);
            }
            changes.add(change);
            return this;
        }

        private static JsonObject change(String action) {
            JsonObject change = new JsonObject();
            change.addProperty("action", action);
            return change;
        }
    }

    /** Returns the patch, or nothing when other changes are underway. */
    static Optional<JsonPatch> of(VirtualMachine vm, Request request) {
        return Absent.list(underway(vm)).isEmpty()
                ? Optional.of(patch(vm, request))
                : Optional.empty();
    }

    /** Returns the patch for a stop, which takes the place of whatever is underway. */
    static JsonPatch stop(VirtualMachine vm, VirtualMachineInstance vmi) {
        return patch(vm, new Request().stop(vmi));
    }

    private static JsonPatch patch(VirtualMachine vm, Request request) {
        JsonPatch.Builder patch = JsonPatch.builder();
        if (vm.status() == null) {
            JsonObject status = new JsonObject();
            status.add("stateChangeRequests", request.changes);
            return patch.testAbsent("/status").add("/status", status).build();
        }
        if (underway(vm) == null) {
            patch.testAbsent(PATH);
        } else {
            patch.test(PATH, json(underway(vm)));
        }
        patch.add(PATH, request.changes);
        if (vm.status().startFailure() != null) {
            patch.remove("/status/startFailure");
        }
        return patch.build();
    }

    private static List<VirtualMachineStateChangeRequest> underway(VirtualMachine vm) {
        return vm.status() == null ? null : vm.status().stateChangeRequests();
    }

    private static JsonArray json(List<VirtualMachineStateChangeRequest> requests) {
        JsonArray array = new JsonArray();
        for (VirtualMachineStateChangeRequest request : requests) {
            JsonObject json = Request.change(request.action());
            if (request.data() != null) {
                json.add("data", json(request.data()));
            }
            if (request.uid() != null) {
                json.addProperty("uid", request.uid());
            }
            array.add(json);
        }
        return array;
    }

    private static JsonObject json(Map<String, String> data) {
        JsonObject json = new JsonObject();
        data.forEach(json::addProperty);
        return json;
    }
}
