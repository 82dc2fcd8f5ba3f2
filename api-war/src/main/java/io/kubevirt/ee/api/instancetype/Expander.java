package io.kubevirt.ee.api.instancetype;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.kube.ClusterErrors;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.admission.Expansion;
import io.kubevirt.ee.model.instancetype.PresetReader;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;

/** Applies to a machine what it refers to, as that is now. */
@ApplicationScoped
public class Expander {
    @Inject Cluster cluster;

    /**
     * Returns the machine with its instancetype and preference applied.
     *
     * @param failure makes the answer of why that cannot be
     */
    VirtualMachine expand(VirtualMachine vm, Function<String, V1Status> failure) {
        return switch (Expansion.of(vm, presets(vm))) {
            case Expansion.Expanded expanded -> expanded.vm();
            case Expansion.Impossible impossible ->
                    throw new StatusException(failure.apply(impossible.why()));
        };
    }

    private Presets presets(VirtualMachine vm) {
        try {
            return new PresetReader(cluster.presets()).read(vm);
        } catch (KubeException e) {
            throw new StatusException(ClusterErrors.ofRead(e), e);
        }
    }
}
