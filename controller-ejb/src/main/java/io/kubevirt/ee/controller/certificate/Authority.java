package io.kubevirt.ee.controller.certificate;

import java.time.Instant;

/**
 * A certificate authority of ours, as far as the plan needs it.
 *
 * @param id names it in its Secret
 * @param notBefore when it was made
 * @param notAfter when nothing it signed is trusted any more
 */
record Authority(String id, Instant notBefore, Instant notAfter) {}
