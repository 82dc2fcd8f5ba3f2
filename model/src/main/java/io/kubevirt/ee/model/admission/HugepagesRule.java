package io.kubevirt.ee.model.admission;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import io.kubevirt.ee.model.v1.Hugepages;
import io.kubevirt.ee.model.v1.Memory;
import java.math.BigDecimal;
import java.util.Optional;

/** Memory made of huge pages is a whole number of them. */
final class HugepagesRule implements Rule {
    @Override
    public void check(GuestSpec spec, Findings findings) {
        Optional<String> size = spec.memory().map(Memory::hugepages).map(Hugepages::pageSize);
        if (size.isEmpty()) {
            return;
        }
        Optional<BigDecimal> page = bytes(size.get());
        if (page.isEmpty()) {
            findings.invalid("domain.hugepages.size", "must be a whole number of bytes above zero");
            return;
        }
        BigDecimal memory = spec.guestMemory().orElse(spec.request("memory"));
        if (memory.compareTo(page.get()) < 0) {
            findings.invalid(
                    "domain.resources.requests.memory", "must hold at least one huge page");
        } else if (memory.remainder(page.get()).signum() != 0) {
            findings.invalid(
                    "domain.resources.requests.memory", "must be a multiple of the page size");
        }
    }

    private static Optional<BigDecimal> bytes(String size) {
        try {
            BigDecimal number = Quantity.fromString(size).getNumber();
            boolean whole = number.stripTrailingZeros().scale() <= 0;
            return number.signum() > 0 && whole ? Optional.of(number) : Optional.empty();
        } catch (QuantityFormatException e) {
            return Optional.empty();
        }
    }
}
