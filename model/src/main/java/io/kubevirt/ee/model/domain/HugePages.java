package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Hugepages;
import io.kubevirt.ee.model.v1.Memory;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Pages that a node sets aside, of which a guest's whole memory is made.
 *
 * @param bytes of one page
 */
public record HugePages(long bytes) {

    /** Of a guest that asks for them. */
    public static Optional<HugePages> of(DomainSpec domain) {
        return Optional.ofNullable(domain.memory())
                .map(Memory::hugepages)
                .map(Hugepages::pageSize)
                .map(Quantity::fromString)
                .map(GuestSize::wholeUnits)
                .map(HugePages::new);
    }

    /** What they are called among a node's resources, however the user wrote their size. */
    public String resource() {
        return "hugepages-"
                + new Quantity(BigDecimal.valueOf(bytes), Quantity.Format.BINARY_SI)
                        .toSuffixedString();
    }
}
