package io.kubevirt.ee.api.lifecycle;

import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeJson;

/** Machines and instances for tables of situations. */
final class Machines {
    static final String UID = "0b2e4a7c";

    private Machines() {}

    /** A machine without a status, whose spec holds the given fields. */
    static VirtualMachine machine(String specFields) {
        return machine(specFields, null);
    }

    static VirtualMachine machine(String specFields, String statusOrNull) {
        String status = statusOrNull == null ? "" : ", 'status': " + statusOrNull;
        return read(
                "{'metadata': {'name': 'vm1', 'namespace': 'ns'}, 'spec': {%s}%s}"
                        .formatted(specFields, status),
                VirtualMachine.class);
    }

    static VirtualMachine withStrategy(String strategy) {
        return machine("'runStrategy': '%s'".formatted(strategy), "{'created': true}");
    }

    static VirtualMachineInstance instance(String phase) {
        return instance(phase, "");
    }

    static VirtualMachineInstance instance(String phase, String specFields) {
        return read(
                "{'metadata': {'name': 'vm1', 'uid': '%s'}, 'spec': {%s}, 'status': {'phase': '%s'}}"
                        .formatted(UID, specFields, phase),
                VirtualMachineInstance.class);
    }

    private static <T> T read(String json, Class<T> type) {
        return KubeJson.gson().fromJson(json.replace('\'', '"'), type);
    }
}
