package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One VMI at most, live and as cached. */
final class FakeVmis implements VmiStore {

    final List<String> news = new ArrayList<>();
    Optional<VirtualMachineInstance> live = Optional.empty();
    Optional<VirtualMachineInstance> cached = Optional.empty();
    boolean conflict;
    int gets;

    void is(VirtualMachineInstance vmi) {
        live = Optional.of(vmi);
        cached = live;
    }

    @Override
    public Optional<VirtualMachineInstance> cached(String namespace, String name) {
        return cached;
    }

    @Override
    public Optional<VirtualMachineInstance> live(String namespace, String name) {
        gets++;
        return live;
    }

    @Override
    public boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
        if (conflict) {
            return false;
        }
        news.add("status " + status.phase());
        is(VirtualMachineInstanceBuilder.builder(read).status(status).build());
        return true;
    }

    @Override
    public void publish(VirtualMachineInstance about, ObjectEvent event) {
        news.add("event " + event.reason().value() + ": " + event.message());
    }
}
