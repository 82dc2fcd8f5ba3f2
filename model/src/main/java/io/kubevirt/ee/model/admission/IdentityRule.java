package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Optional;

/** Names that the guest and its pod go by. */
final class IdentityRule implements Rule {
    @Override
    public void check(GuestSpec guest, Findings findings) {
        VirtualMachineInstanceSpec spec = guest.spec();
        if (Text.isPresent(spec.hostname()) && !Text.isDnsLabel(spec.hostname())) {
            findings.invalid("hostname", "must be a DNS label");
        }
        if (Text.isPresent(spec.subdomain()) && !Text.isDnsSubdomain(spec.subdomain())) {
            findings.invalid("subdomain", "must be a DNS subdomain");
        }
        if (Text.isPresent(spec.serviceAccountName())) {
            account(spec, findings);
        }
        Long grace = spec.terminationGracePeriodSeconds();
        if (grace != null && grace < 0) {
            findings.invalid("terminationGracePeriodSeconds", "must not be negative");
        }
    }

    /** The pod is one account: that whose token a volume shows the guest, if one does. */
    private static void account(VirtualMachineInstanceSpec spec, Findings findings) {
        String account = spec.serviceAccountName();
        if (!Text.isDnsSubdomain(account)) {
            findings.invalid("serviceAccountName", "must be a DNS subdomain");
        }
        boolean others =
                Absent.list(spec.volumes()).stream()
                        .flatMap(volume -> Optional.ofNullable(volume.serviceAccount()).stream())
                        .anyMatch(volume -> !account.equals(volume.serviceAccountName()));
        if (others) {
            findings.invalid("serviceAccountName", "must be that of the volume serviceAccount");
        }
    }
}
