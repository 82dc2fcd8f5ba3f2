package io.kubevirt.ee.model.admission;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.Machine;
import io.kubevirt.ee.model.v1.MemoryBuilder;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import io.kubevirt.ee.model.v1.ResourceRequirementsBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpecBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fills in what an instance leaves open, as KubeVirt's mutating webhook does; devices are {@link
 * DeviceDefaults}'. An instance with all its defaults is returned as it is.
 */
final class Defaults {
    private static final long GRACE_SECONDS = 180;

    private Defaults() {}

    /** Tells whether the parts are there that defaults go into, and its amounts can be counted. */
    static boolean canBeGiven(VirtualMachineInstanceSpec specOrNull) {
        return specOrNull != null
                && specOrNull.domain() != null
                && specOrNull.domain().devices() != null
                && QuantityCheck.passes(specOrNull);
    }

    /** Returns the machine with the defaults of its instances, where they can be given. */
    static VirtualMachineSpec ofTemplate(VirtualMachineSpec machine) {
        return VirtualMachineSpecBuilder.builder(machine)
                .template(ofTemplate(machine.template()))
                .build();
    }

    /** Returns a template with the defaults of its instances, where they can be given. */
    static VirtualMachineInstanceTemplateSpec ofTemplate(
            VirtualMachineInstanceTemplateSpec templateOrNull) {
        return templateOrNull == null || !canBeGiven(templateOrNull.spec())
                ? templateOrNull
                : VirtualMachineInstanceTemplateSpecBuilder.builder(templateOrNull)
                        .spec(of(templateOrNull.spec()))
                        .build();
    }

    static VirtualMachineInstance of(VirtualMachineInstance vmi) {
        return VirtualMachineInstanceBuilder.builder(vmi)
                .metadata(metadata(vmi.metadata()))
                .spec(of(vmi.spec()))
                .build();
    }

    /** Copies the metadata, as the client library's can be changed under us. */
    private static V1ObjectMeta metadata(V1ObjectMeta before) {
        List<String> finalizers = new ArrayList<>(Absent.list(before.getFinalizers()));
        if (finalizers.contains(Finalizers.VIRTUAL_MACHINE_INSTANCE)) {
            return before;
        }
        finalizers.add(Finalizers.VIRTUAL_MACHINE_INSTANCE);
        return MetadataCopy.of(before).finalizers(finalizers);
    }

    /** Returns the spec with its defaults, which can be given. */
    static VirtualMachineInstanceSpec of(VirtualMachineInstanceSpec spec) {
        String name = stated(spec.architecture()).orElse(Architecture.AMD64.value());
        // One that there are no guests of is refused; what it would have by default is all the
        // same.
        Architecture architecture = Architecture.find(name).orElse(Architecture.AMD64);
        DomainSpec domain = domain(spec.domain(), architecture);
        var withDomain =
                VirtualMachineInstanceSpecBuilder.builder(spec)
                        .domain(ofArchitecture(domain, architecture))
                        .architecture(name)
                        .terminationGracePeriodSeconds(
                                Optional.ofNullable(spec.terminationGracePeriodSeconds())
                                        .orElse(GRACE_SECONDS))
                        .build();
        return DeviceDefaults.of(withDomain, architecture);
    }

    private static DomainSpec ofArchitecture(DomainSpec domain, Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> domain;
            case ARM64 -> Arm64Defaults.of(domain);
        };
    }

    private static DomainSpec domain(DomainSpec stated, Architecture architecture) {
        DomainSpec domain = HypervDefaults.of(stated);
        ResourceRequirements resources = cpuRequest(domain.resources());
        Optional<Quantity> memory = guestMemory(domain, resources);
        return DomainSpecBuilder.builder(domain)
                .machine(new Machine(machineType(domain, architecture)))
                .cpu(cpu(domain.cpu(), resources))
                .memory(
                        memory.map(guest -> builder(domain).guest(guest).build())
                                .orElse(domain.memory()))
                .resources(memory.map(guest -> memoryRequest(resources, guest)).orElse(resources))
                .build();
    }

    private static MemoryBuilder builder(DomainSpec domain) {
        return domain.memory() == null
                ? MemoryBuilder.builder()
                : MemoryBuilder.builder(domain.memory());
    }

    private static String machineType(DomainSpec domain, Architecture architecture) {
        return Optional.ofNullable(domain.machine())
                .map(Machine::type)
                .flatMap(Defaults::stated)
                .orElseGet(architecture::machine);
    }

    /** A limit without a request is the request, as Kubernetes has it. */
    private static ResourceRequirements cpuRequest(ResourceRequirements resources) {
        return withRequest(resources, "cpu", amount(resources, "limits", "cpu"));
    }

    private static ResourceRequirements memoryRequest(
            ResourceRequirements resources, Quantity guest) {
        Optional<Quantity> limit = amount(resources, "limits", "memory");
        return withRequest(resources, "memory", Optional.of(limit.orElse(guest)));
    }

    private static ResourceRequirements withRequest(
            ResourceRequirements before, String name, Optional<Quantity> amount) {
        if (amount.isEmpty() || amount(before, "requests", name).isPresent()) {
            return before;
        }
        ResourceRequirements resources =
                before == null ? ResourceRequirementsBuilder.builder().build() : before;
        Map<String, Quantity> requests = new TreeMap<>(Absent.map(resources.requests()));
        requests.put(name, amount.get());
        return ResourceRequirementsBuilder.builder(resources).requests(requests).build();
    }

    private static Optional<Quantity> guestMemory(
            DomainSpec domain, ResourceRequirements resources) {
        if (domain.memory() != null && domain.memory().guest() != null) {
            return Optional.of(domain.memory().guest());
        }
        return amount(resources, "requests", "memory")
                .or(() -> amount(resources, "limits", "memory"));
    }

    private static Optional<Quantity> amount(
            ResourceRequirements resourcesOrNull, String part, String name) {
        return Optional.ofNullable(resourcesOrNull)
                .map(
                        part.equals("limits")
                                ? ResourceRequirements::limits
                                : ResourceRequirements::requests)
                .map(amounts -> amounts.get(name))
                .filter(amount -> amount.getNumber().signum() != 0);
    }

    /** One socket a processor that is limited or requested, when no topology is stated. */
    private static CPU cpu(CPU before, ResourceRequirements resources) {
        CPU cpu = before == null ? CPUBuilder.builder().build() : before;
        boolean none = isZero(cpu.cores()) && isZero(cpu.sockets()) && isZero(cpu.threads());
        int sockets = none ? processors(resources) : 1;
        return CPUBuilder.builder(cpu)
                .cores(isZero(cpu.cores()) ? 1 : cpu.cores())
                .sockets(isZero(cpu.sockets()) ? sockets : cpu.sockets())
                .threads(isZero(cpu.threads()) ? 1 : cpu.threads())
                .build();
    }

    private static int processors(ResourceRequirements resources) {
        return amount(resources, "limits", "cpu")
                .or(() -> amount(resources, "requests", "cpu"))
                .map(Quantity::getNumber)
                .map(number -> number.setScale(0, RoundingMode.CEILING))
                .map(BigDecimal::intValue)
                .filter(number -> number > 0)
                .orElse(1);
    }

    private static boolean isZero(Integer numberOrNull) {
        return numberOrNull == null || numberOrNull == 0;
    }

    static Optional<String> stated(String valueOrNull) {
        return Optional.ofNullable(valueOrNull).filter(Text::isPresent);
    }
}
