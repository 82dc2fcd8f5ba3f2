package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;

/** What is reviewed in the tests, and the fields of what is said of it. */
final class Reviewed {
    static final String GUEST =
            """
            {"domain": {"memory": {"guest": "64Mi"}, "devices": {
                "disks": [{"name": "root", "disk": {"bus": "virtio"}}],
                "interfaces": [{"name": "default", "masquerade": {}}]}},
             "networks": [{"name": "default", "pod": {}}],
             "volumes": [{"name": "root", "containerDisk": {"image": "registry/disk:1"}}]}""";

    private Reviewed() {}

    static VirtualMachineInstance vmi(String metadata, String spec) {
        return JSON.deserialize(
                "{\"metadata\": " + metadata + ", \"spec\": " + spec + "}",
                VirtualMachineInstance.class);
    }

    static VirtualMachine vm(String metadata, String run, String template) {
        return JSON.deserialize(
                "{\"metadata\": %s, \"spec\": {%s \"template\": %s}}"
                        .formatted(metadata, run, template),
                VirtualMachine.class);
    }

    static VirtualMachine vm(String run) {
        return vm("{\"name\": \"a\"}", run, "{\"spec\": " + GUEST + "}");
    }

    static List<String> fields(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.reason().value() + " " + refusal.field())
                .toList();
    }
}
