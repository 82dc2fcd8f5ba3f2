package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.domain.HugePages;
import io.kubevirt.ee.model.guest.DedicatedCpus;
import io.kubevirt.ee.model.node.KvmResource;
import io.kubevirt.ee.model.node.VsockResource;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the containers of a launcher pod ask of the node. */
final class PodResources {
    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";

    /** CPU requested for a vCPU where the user says nothing: a tenth, as in KubeVirt. */
    private static final BigDecimal CPU_PER_VCPU = new BigDecimal("0.1");

    private PodResources() {}

    private static final BigDecimal ROOM = BigDecimal.valueOf(MemoryOverhead.ROOM_BYTES);

    /**
     * The guest's memory and CPU, and the overhead on request and limit alike; not on the request
     * where the user says that the node may be overcommitted by it. The limit has some room more,
     * the request too where both are the same: the pod's quality of service stays as the user made
     * it.
     */
    static V1ResourceRequirements compute(VirtualMachineInstanceSpec spec, boolean emulation) {
        DomainSpec domain = spec.domain();
        BigDecimal overhead = BigDecimal.valueOf(MemoryOverhead.bytes(spec, emulation));
        Optional<ResourceRequirements> stated = Optional.ofNullable(domain.resources());
        Map<String, Quantity> requests =
                new TreeMap<>(stated.map(r -> Absent.map(r.requests())).orElse(Map.of()));
        Map<String, Quantity> limits =
                new TreeMap<>(stated.map(r -> Absent.map(r.limits())).orElse(Map.of()));
        requests.computeIfAbsent(
                MEMORY, memory -> GuestSize.memory(domain).orElse(limits.get(MEMORY)));
        requests.computeIfAbsent(
                CPU, cpu -> limits.containsKey(CPU) ? limits.get(CPU) : cpuOf(domain));
        HugePages.of(domain).ifPresent(pages -> takePages(pages, domain, requests, limits));
        boolean overcommit =
                stated.map(ResourceRequirements::overcommitGuestOverhead).orElse(false);
        if (!overcommit) {
            requests.computeIfPresent(MEMORY, (memory, amount) -> plus(amount, overhead));
        }
        limits.computeIfPresent(MEMORY, (memory, amount) -> plus(amount, overhead));
        if (requests.get(MEMORY) != null && requests.get(MEMORY).equals(limits.get(MEMORY))) {
            requests.computeIfPresent(MEMORY, (memory, amount) -> plus(amount, ROOM));
        }
        limits.computeIfPresent(MEMORY, (memory, amount) -> plus(amount, ROOM));
        DedicatedCpus.of(domain)
                .ifPresent(
                        cpus ->
                                guarantee(
                                        cpus,
                                        requests,
                                        limits,
                                        overcommit ? overhead : BigDecimal.ZERO));
        limits.putAll(KvmResource.ofGuest(emulation));
        limits.putAll(VsockResource.ofGuest(domain));
        return new V1ResourceRequirements()
                .requests(requests)
                .limits(limits.isEmpty() ? null : limits);
    }

    /** The guest's memory is huge pages, as many as it has memory; other memory is what is left. */
    private static void takePages(
            HugePages pages,
            DomainSpec domain,
            Map<String, Quantity> requests,
            Map<String, Quantity> limits) {
        Quantity guest = GuestSize.memory(domain).orElseThrow();
        for (Map<String, Quantity> amounts : List.of(requests, limits)) {
            amounts.computeIfPresent(MEMORY, (memory, amount) -> beyond(amount, guest));
            amounts.put(pages.resource(), guest);
        }
    }

    private static Quantity beyond(Quantity amount, Quantity guest) {
        BigDecimal left = amount.getNumber().subtract(guest.getNumber()).max(BigDecimal.ZERO);
        return new Quantity(left, Quantity.Format.BINARY_SI);
    }

    /**
     * Whole processors, and no more of anything than is requested: only then does the kubelet give
     * a container processors of its own.
     *
     * @param missing overhead that is not in the request
     */
    private static void guarantee(
            DedicatedCpus cpus,
            Map<String, Quantity> requests,
            Map<String, Quantity> limits,
            BigDecimal missing) {
        requests.computeIfPresent(MEMORY, (memory, amount) -> plus(amount, missing));
        requests.put(CPU, new Quantity(Integer.toString(cpus.count())));
        limits.putAll(requests);
    }

    /** A container that only sleeps, prints, or copies one small file and ends. */
    static V1ResourceRequirements sleeper(DomainSpec domain) {
        Map<String, Quantity> most = Map.of(MEMORY, new Quantity("16Mi"));
        if (DedicatedCpus.of(domain).isPresent()) {
            Map<String, Quantity> guaranteed = new TreeMap<>(most);
            guaranteed.put(CPU, new Quantity("10m"));
            return new V1ResourceRequirements().requests(guaranteed).limits(guaranteed);
        }
        return new V1ResourceRequirements()
                .requests(
                        new TreeMap<>(Map.of(CPU, new Quantity("1m"), MEMORY, new Quantity("1Mi"))))
                .limits(most);
    }

    private static Quantity cpuOf(DomainSpec domain) {
        int vcpus = GuestSize.vcpus(GuestSize.topology(domain));
        return new Quantity(
                CPU_PER_VCPU.multiply(BigDecimal.valueOf(vcpus)), Quantity.Format.DECIMAL_SI);
    }

    private static Quantity plus(Quantity amount, BigDecimal overhead) {
        return new Quantity(amount.getNumber().add(overhead), Quantity.Format.BINARY_SI);
    }
}
