package io.kubevirt.ee.handler.reconcile;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One guest, ns1/vm1, its reconciler, and in the test's hand what that sees and does. */
abstract class ReconciledGuest {
    static final Key KEY = new Key("ns1", "vm1");
    static final Outcome AT_ONCE = new Outcome.RetryAfter(Duration.ZERO);

    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    final FakeVmis vmis = new FakeVmis();
    final FakeNode node = new FakeNode();
    final GuestReconciler reconciler =
            new GuestReconciler(
                    "node1",
                    new GuestPorts(
                            vmis,
                            node,
                            node,
                            node,
                            node,
                            node,
                            () -> Optional.of(DomainSettings.standard(Accelerator.EMULATION))),
                    key -> {},
                    () -> now);

    void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    static VirtualMachineInstance vmi(String phase, String moreSpec) {
        return vmi(phase, moreSpec, "");
    }

    static VirtualMachineInstance vmi(String phase, String moreSpec, String moreMeta) {
        return JSON.deserialize(
                """
                {"metadata": {%s "namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                 "spec": {"domain": {"memory": {"guest": "64Mi"},
                          "devices": {%s}} %s},
                 "status": {"phase": "%s", "nodeName": "node1",
                            "activePods": {"pod-1": "node1"}}}"""
                        .formatted(
                                moreMeta,
                                moreSpec.isEmpty()
                                        ? ""
                                        : "\"disks\": [{\"name\": \"d\", \"disk\": {}}]",
                                moreSpec,
                                phase),
                VirtualMachineInstance.class);
    }
}
