package io.kubevirt.ee.model.admission;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.NUMA;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.math.BigDecimal;
import java.util.Optional;

/** A machine whose memory is to grow: what stands in the way, all told at memory.guest. */
final class MemoryGrowthRule implements VirtualMachineRule {
    private static final String GUEST = "template.spec.domain.memory.guest";
    private static final BigDecimal BLOCK_BYTES = BigDecimal.valueOf(2L << 20);
    private static final BigDecimal LEAST_BYTES = BigDecimal.valueOf(1L << 30);

    @Override
    public void check(VirtualMachineSpec machine, Findings findings) {
        if (machine.template() != null
                && machine.template().spec() != null
                && QuantityCheck.passes(machine.template().spec())) {
            check(new GuestSpec(machine.template().spec()), findings);
        }
    }

    private static void check(GuestSpec spec, Findings findings) {
        Optional<BigDecimal> most = spec.memory().map(Memory::maxGuest).map(Quantity::getNumber);
        if (most.isEmpty()) {
            return;
        }
        obstacle(spec).ifPresent(what -> findings.invalid(GUEST, "cannot grow beside " + what));
        Optional<BigDecimal> guest = spec.guestMemory();
        if (guest.isEmpty()) {
            findings.invalid(GUEST, "must be set beside maxGuest");
            return;
        }
        if (guest.get().compareTo(most.get()) > 0) {
            findings.invalid(GUEST, "must not be above maxGuest");
        }
        if (guest.get().compareTo(LEAST_BYTES) < 0) {
            findings.invalid(GUEST, "must be 1Gi or more to grow");
        }
        if (guest.get().remainder(BLOCK_BYTES).signum() != 0
                || most.get().remainder(BLOCK_BYTES).signum() != 0) {
            findings.invalid(GUEST, "and maxGuest must be multiples of 2Mi");
        }
    }

    private static Optional<String> obstacle(GuestSpec spec) {
        Optional<CPU> cpu = spec.cpu();
        if (cpu.map(CPU::realtime).isPresent()) {
            return Optional.of("realtime");
        }
        if (cpu.map(CPU::numa).map(NUMA::guestMappingPassthrough).isPresent()) {
            return Optional.of("guestMappingPassthrough");
        }
        if (cpu.map(CPU::dedicatedCpuPlacement).map(Absent::flag).orElse(false)) {
            return Optional.of("dedicatedCpuPlacement");
        }
        if (spec.domain().launchSecurity() != null) {
            return Optional.of("launchSecurity");
        }
        return spec.architecture().equals("s390x")
                ? Optional.of("the architecture s390x")
                : Optional.empty();
    }
}
