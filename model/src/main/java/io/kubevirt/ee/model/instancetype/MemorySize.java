package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.instancetype.v1beta1.MemoryInstancetype;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.MemoryBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An instancetype's memory. */
final class MemorySize {
    private static final int WHOLE = 100;

    private final MemoryInstancetype size;

    MemorySize(MemoryInstancetype size) {
        this.size = size;
    }

    /** The guest's memory and its request; what the user states beside it is a conflict. */
    DomainSpec apply(DomainSpec domain, Conflicts conflicts) {
        Memory stated = domain.memory() == null ? MemoryBuilder.builder().build() : domain.memory();
        conflicts.addIf(stated.guest() != null, "domain.memory.guest");
        conflicts.addIf(
                stated.hugepages() != null && size.hugepages() != null, "domain.memory.hugepages");
        conflicts.addIf(
                stated.maxGuest() != null && size.maxGuest() != null, "domain.memory.maxGuest");
        Resources.of(domain).conflicts("memory", conflicts);
        DomainSpecBuilder sized =
                DomainSpecBuilder.builder(domain)
                        .memory(
                                MemoryBuilder.builder(stated)
                                        .guest(size.guest())
                                        .hugepages(Stated.or(stated.hugepages(), size.hugepages()))
                                        .maxGuest(Stated.or(stated.maxGuest(), size.maxGuest()))
                                        .build());
        if (!Stated.isZero(size.overcommitPercent())) {
            sized.resources(Resources.of(domain).withRequest("memory", request()));
        }
        return sized.build();
    }

    /** Less than the guest sees, by the percentage. */
    private Quantity request() {
        BigDecimal bytes =
                size.guest()
                        .getNumber()
                        .multiply(BigDecimal.valueOf(WHOLE - size.overcommitPercent()))
                        .divide(BigDecimal.valueOf(WHOLE), 0, RoundingMode.FLOOR);
        return new Quantity(bytes, size.guest().getFormat());
    }
}
