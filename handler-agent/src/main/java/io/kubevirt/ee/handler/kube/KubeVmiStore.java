package io.kubevirt.ee.handler.kube;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.runtime.kube.EventRecorder;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.kube.KubeException.Kind;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Optional;

/** The node's VMIs, by a watch and by requests. */
public final class KubeVmiStore implements VmiStore {

    private final ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> api;
    private final Informer<VirtualMachineInstance, VirtualMachineInstanceList> informer;
    private final EventRecorder events;
    private final OwnWrites ownWrites = new OwnWrites();

    /**
     * @param api for requests
     * @param informer of the VMIs of this node
     * @param events where events go
     */
    public KubeVmiStore(
            ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> api,
            Informer<VirtualMachineInstance, VirtualMachineInstanceList> informer,
            EventRecorder events) {
        this.api = api;
        this.informer = informer;
        this.events = events;
    }

    @Override
    public Optional<VirtualMachineInstance> cached(String namespace, String name) {
        Key key = new Key(namespace, name);
        return ownWrites.overlay(key, informer.get(key));
    }

    @Override
    public Optional<VirtualMachineInstance> live(String namespace, String name) {
        return api.get(new Key(namespace, name));
    }

    @Override
    public boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
        JsonObject patch = MergePatch.between(read.status(), status);
        if (patch.isEmpty()) {
            return true;
        }
        Key key = Informer.keyOf(read);
        try {
            // A VMI has no status subresource: KubeVirt writes it on the resource itself.
            ownWrites.wrote(
                    key,
                    api.mergePatch(
                            key,
                            MergePatch.locked(
                                    "status", patch, read.metadata().getResourceVersion())));
            return true;
        } catch (KubeException refused) {
            if (refused.is(Kind.CONFLICT) || refused.is(Kind.NOT_FOUND)) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public void publish(VirtualMachineInstance about, ObjectEvent event) {
        V1ObjectReference reference =
                new V1ObjectReference()
                        .apiVersion(KubevirtApi.API_VERSION)
                        .kind(KubevirtApi.VIRTUAL_MACHINE_INSTANCE)
                        .namespace(about.metadata().getNamespace())
                        .name(about.metadata().getName())
                        .uid(about.metadata().getUid())
                        .resourceVersion(about.metadata().getResourceVersion());
        events.record(reference, event.type().value(), event.reason().value(), event.message());
    }
}
