package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class CpuPartTest {

    private final PartGolden part = new PartGolden(new CpuPart());

    @Test
    void nothingStatedIsOneCpuOfTheHostsModel() {
        part.assertMatches(
                "kvm-default",
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void theEmulatorOffersAllItCan() {
        part.assertMatches(
                "emulation-default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void topologyIsSocketsTimesCoresTimesThreads() {
        part.assertMatches(
                "topology",
                Requests.kvm(
                        """
                        {"cpu": {"sockets": 2, "cores": 3, "threads": 2}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void cpuLimitsStandInForATopology() {
        part.assertMatches(
                "limits",
                Requests.kvm(
                        """
                        {"resources": {"limits": {"cpu": "1500m"}}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aNamedModelIsCheckedUnderKvm() {
        part.assertMatches(
                "model-kvm",
                Requests.kvm(
                        """
                        {"cpu": {"model": "Haswell", "features": [{"name": "pcid", "policy": "disable"}, {"name": "apic"}]}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aNamedModelIsNotCheckedUnderEmulation() {
        part.assertMatches(
                "model-emulation",
                Requests.emulated(
                        """
                        {"cpu": {"model": "Haswell"}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void theHostsCpuIsPassedThroughUnderKvm() {
        part.assertMatches(
                "passthrough",
                Requests.kvm(
                        """
                        {"cpu": {"model": "host-passthrough"}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void socketsUpToTheMostAreEmpty() {
        part.assertMatches(
                "max-sockets",
                Requests.kvm(
                        """
                        {"cpu": {"sockets": 2, "cores": 2, "maxSockets": 3}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void memoryThatMayGrowIsThatOfOneNode() {
        part.assertMatches(
                "max-guest",
                Requests.kvm(
                        """
                        {"cpu": {"sockets": 2, "maxSockets": 4}, "memory": {"guest": "1Gi", "maxGuest": "4Gi"}, "devices": {}}"""));
    }
}
