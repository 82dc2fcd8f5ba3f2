package io.kubevirt.ee.api.instancetype;

import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubernetes.client.openapi.models.V1StatusCause;
import io.kubernetes.client.openapi.models.V1StatusDetails;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineBuilder;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.util.ArrayList;
import java.util.List;

/** Reads a machine that is sent to be shown, which no API server has looked at. Pure. */
final class SentMachine {
    private SentMachine() {}

    /**
     * @throws StatusException 400, as for whatever is wrong with it
     */
    static VirtualMachine read(String body, String namespace) {
        if (body == null || body.isBlank()) {
            throw new StatusException(ApiStatus.badRequest("empty request body"));
        }
        VirtualMachine vm = parsed(body);
        List<String> missing = missing(vm);
        if (!missing.isEmpty()) {
            throw new StatusException(invalid(missing));
        }
        V1ObjectMeta metadata = vm.metadata() == null ? new V1ObjectMeta() : vm.metadata();
        String stated = metadata.getNamespace();
        if (stated != null && !stated.isEmpty() && !stated.equals(namespace)) {
            throw new StatusException(
                    ApiStatus.badRequest("VM namespace must be empty or " + namespace));
        }
        return VirtualMachineBuilder.builder(vm).metadata(metadata.namespace(namespace)).build();
    }

    private static VirtualMachine parsed(String body) {
        try {
            VirtualMachine vm = KubeJson.gson().fromJson(body, VirtualMachine.class);
            if (vm == null) {
                throw new StatusException(invalid(List.of("the body is null")));
            }
            return vm;
        } catch (JsonParseException | IllegalArgumentException unreadable) {
            throw new StatusException(
                    ApiStatus.badRequest(
                            "Can not unmarshal Request body to struct, error: "
                                    + unreadable.getMessage()),
                    unreadable);
        }
    }

    private static List<String> missing(VirtualMachine vm) {
        List<String> missing = new ArrayList<>();
        boolean ours =
                vm.apiVersion() != null && vm.apiVersion().startsWith(KubevirtApi.GROUP + "/");
        if (!ours || !KubevirtApi.VIRTUAL_MACHINE.equals(vm.kind())) {
            missing.add("apiVersion and kind must be those of a VirtualMachine of kubevirt.io");
        }
        if (vm.spec() == null) {
            missing.add("spec in body is required");
        } else if (vm.spec().template() == null) {
            missing.add("spec.template in body is required");
        }
        return missing;
    }

    private static V1Status invalid(List<String> why) {
        return ApiStatus.badRequest("Object is not a valid VirtualMachine")
                .details(
                        new V1StatusDetails()
                                .causes(
                                        why.stream()
                                                .map(one -> new V1StatusCause().message(one))
                                                .toList()));
    }
}
