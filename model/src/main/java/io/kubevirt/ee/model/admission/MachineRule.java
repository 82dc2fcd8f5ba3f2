package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Machine;
import java.util.Optional;
import java.util.regex.Pattern;

/** Boards that exist on the guest's architecture. */
final class MachineRule implements Rule {
    private static final Pattern AMD64 = Pattern.compile("(pc-)?q35.*");
    private static final Pattern ARM64 = Pattern.compile("virt.*");
    private static final Pattern S390X = Pattern.compile("s390-ccw-virtio.*");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        Optional<String> type =
                Optional.ofNullable(spec.domain().machine())
                        .map(Machine::type)
                        .filter(Text::isPresent);
        Pattern known = boards(spec.architecture());
        if (type.isPresent() && !known.matcher(type.get()).matches()) {
            findings.invalid("domain.machine.type", "must match " + known);
        }
    }

    private static Pattern boards(String architecture) {
        return switch (architecture) {
            case "arm64" -> ARM64;
            case "s390x" -> S390X;
            default -> AMD64;
        };
    }
}
