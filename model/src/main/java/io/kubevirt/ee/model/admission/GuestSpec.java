package io.kubevirt.ee.model.admission;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskIOThreads;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.Network;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.Volume;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a spec whose parts may all be absent. */
record GuestSpec(VirtualMachineInstanceSpec spec) {
    DomainSpec domain() {
        return spec.domain() == null ? DomainSpecBuilder.builder().build() : spec.domain();
    }

    Devices devices() {
        Devices devices = domain().devices();
        return devices == null ? DevicesBuilder.builder().build() : devices;
    }

    List<Disk> disks() {
        return Absent.list(devices().disks());
    }

    List<Interface> interfaces() {
        return Absent.list(devices().interfaces());
    }

    List<Network> networks() {
        return Absent.list(spec.networks());
    }

    List<Volume> volumes() {
        return Absent.list(spec.volumes());
    }

    Optional<Volume> volume(String name) {
        return volumes().stream().filter(volume -> name.equals(volume.name())).findFirst();
    }

    /** Returns the threads that are to serve the disks together, zero when none are stated. */
    int poolThreads() {
        return Optional.ofNullable(domain().ioThreads())
                .map(DiskIOThreads::supplementalPoolThreadCount)
                .orElse(0);
    }

    Optional<CPU> cpu() {
        return Optional.ofNullable(domain().cpu());
    }

    Optional<Memory> memory() {
        return Optional.ofNullable(domain().memory());
    }

    Optional<BigDecimal> guestMemory() {
        return memory().map(Memory::guest).map(Quantity::getNumber);
    }

    Optional<Firmware> firmware() {
        return Optional.ofNullable(domain().firmware());
    }

    /** Returns the architecture, amd64 when none is stated. */
    String architecture() {
        return Text.isAbsent(spec.architecture())
                ? Architecture.AMD64.value()
                : spec.architecture();
    }

    boolean isArm64() {
        return architecture().equals(Architecture.ARM64.value());
    }

    /** Returns what is requested of cpu or memory, zero for nothing. */
    BigDecimal request(String resource) {
        return amount(resources().map(ResourceRequirements::requests), resource);
    }

    /** Returns the limit of cpu or memory, zero for none. */
    BigDecimal limit(String resource) {
        return amount(resources().map(ResourceRequirements::limits), resource);
    }

    private Optional<ResourceRequirements> resources() {
        return Optional.ofNullable(domain().resources());
    }

    private static BigDecimal amount(Optional<Map<String, Quantity>> amounts, String resource) {
        return amounts.map(all -> all.get(resource))
                .map(Quantity::getNumber)
                .orElse(BigDecimal.ZERO);
    }

    /** Tells whether the guest has, or by default gets, the pod's network. */
    boolean hasPodNetwork() {
        if (networks().isEmpty() && interfaces().isEmpty()) {
            return !Boolean.FALSE.equals(devices().autoattachPodInterface());
        }
        return networks().stream().anyMatch(network -> network.pod() != null);
    }
}
