package io.kubevirt.ee.controller.certificate;

import java.time.Instant;

/**
 * A certificate that a program presents, as far as the plan needs it.
 *
 * @param secret the Secret that holds it
 * @param issuerId the authority that signed it
 * @param bundle ids of the authorities that the same Secret tells its reader to trust, joined by
 *     commas
 * @param notBefore when it was made
 * @param notAfter when it ends
 */
record Leaf(String secret, String issuerId, String bundle, Instant notBefore, Instant notAfter) {}
