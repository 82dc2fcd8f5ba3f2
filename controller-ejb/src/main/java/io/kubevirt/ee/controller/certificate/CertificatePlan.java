package io.kubevirt.ee.controller.certificate;

import java.time.Instant;
import java.util.List;

/**
 * What is due on the certificates.
 *
 * @param steps what to do, in this order; empty when all is well
 * @param again when something will be due next
 */
record CertificatePlan(List<Step> steps, Instant again) {

    /** One thing to do. */
    sealed interface Step {}

    /** Make a new authority; plan again afterwards. */
    record NewAuthority() implements Step {}

    /** Stop trusting an authority. */
    record DropAuthority(String id) implements Step {}

    /** Write a Secret anew: a new key and certificate, and the present bundle. */
    record Issue(String secret, String issuerId) implements Step {}

    /** Write the present bundle into a Secret, and leave its certificate. */
    record Rebundle(String secret) implements Step {}
}
