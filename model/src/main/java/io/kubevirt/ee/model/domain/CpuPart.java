package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUFeature;
import io.kubevirt.ee.model.v1.CPUTopology;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Number, topology and model of the guest's CPUs. */
final class CpuPart implements DomainPart {

    private static final String HOST_MODEL = "host-model";
    private static final String HOST_PASSTHROUGH = "host-passthrough";

    @Override
    public List<Element> elements(DomainRequest request) {
        CPUTopology topology = GuestSize.topology(request.domain());
        CPUTopology whole = GuestSize.wholeTopology(request.domain());
        int there = GuestSize.vcpus(topology);
        int most = GuestSize.vcpus(whole);
        Element vcpu = Element.text("vcpu", most).with("placement", "static");
        Element cpu =
                model(request)
                        .with(topologyOf(whole))
                        .with(features(request))
                        .with(numa(request, most));
        if (there == most) {
            return List.of(vcpu, cpu);
        }
        int ofOneSocket = topology.cores() * topology.threads();
        return List.of(vcpu.with("current", there), sockets(ofOneSocket, there, most), cpu);
    }

    /** The first socket stays; those beyond the last one that is there are empty. */
    private static Element sockets(int ofOneSocket, int there, int most) {
        return Element.of("vcpus")
                .with(
                        IntStream.range(0, most)
                                .mapToObj(
                                        id ->
                                                Element.of("vcpu")
                                                        .with("id", id)
                                                        .with("enabled", id < there ? "yes" : "no")
                                                        .with(
                                                                "hotpluggable",
                                                                id < ofOneSocket ? "no" : "yes"))
                                .toList());
    }

    private static Element model(DomainRequest request) {
        String model =
                Optional.ofNullable(request.domain().cpu())
                        .map(CPU::model)
                        .orElseGet(() -> usual(request.architecture()));
        boolean ofHost = model.equals(HOST_MODEL) || model.equals(HOST_PASSTHROUGH);
        Element cpu = Element.of("cpu");
        if (ofHost && request.settings().emulated()) {
            // The emulator does not run on the host's CPU: what comes nearest is all it can do.
            return cpu.with("mode", "maximum");
        }
        if (ofHost) {
            return cpu.with("mode", model);
        }
        return cpu.with("mode", "custom")
                .with("match", "exact")
                // The emulator lacks some features of every named model; the guest does without.
                .with("check", request.settings().emulated() ? "none" : "partial")
                .with(Element.text("model", model).with("fallback", "forbid"));
    }

    /** Of Arm's processors libvirt knows no models. */
    private static String usual(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> HOST_MODEL;
            case ARM64 -> HOST_PASSTHROUGH;
        };
    }

    private static Element topologyOf(CPUTopology topology) {
        return Element.of("topology")
                .with("sockets", topology.sockets())
                .with("cores", topology.cores())
                .with("threads", topology.threads());
    }

    /** A guest whose memory has room to grow needs a NUMA node that it grows in: all it has. */
    private static List<Element> numa(DomainRequest request, int vcpus) {
        if (GuestSize.mostMemory(request.domain()).isEmpty()) {
            return List.of();
        }
        Quantity memory = GuestSize.memory(request.domain()).orElseThrow();
        return List.of(
                Element.of("numa")
                        .with(
                                Element.of("cell")
                                        .with("id", 0)
                                        .with("cpus", "0-" + (vcpus - 1))
                                        .with("memory", GuestSize.wholeUnits(memory))
                                        .with("unit", "b")));
    }

    private static List<Element> features(DomainRequest request) {
        List<CPUFeature> features =
                Optional.ofNullable(request.domain().cpu()).map(CPU::features).orElseGet(List::of);
        return Absent.list(features).stream()
                .map(
                        feature ->
                                Element.of("feature")
                                        .with(
                                                "policy",
                                                Optional.ofNullable(feature.policy())
                                                        .filter(policy -> !policy.isEmpty())
                                                        .orElse("require"))
                                        .with("name", feature.name()))
                .toList();
    }
}
