package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;

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
        String account = spec.serviceAccountName();
        if (Text.isPresent(account) && !Text.isDnsSubdomain(account)) {
            findings.invalid("serviceAccountName", "must be a DNS subdomain");
        }
        Long grace = spec.terminationGracePeriodSeconds();
        if (grace != null && grace < 0) {
            findings.invalid("terminationGracePeriodSeconds", "must not be negative");
        }
    }
}
