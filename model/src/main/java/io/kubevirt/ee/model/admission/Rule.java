package io.kubevirt.ee.model.admission;

/**
 * A family of checks of one subject, by KubeVirt's fields and reasons. Rules are independent: each
 * tells all it finds, whatever others found.
 */
@FunctionalInterface
interface Rule {
    void check(GuestSpec spec, Findings findings);
}
