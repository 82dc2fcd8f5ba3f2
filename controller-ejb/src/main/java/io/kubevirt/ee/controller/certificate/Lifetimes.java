package io.kubevirt.ee.controller.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * How long certificates live and when they are replaced.
 *
 * @param authority lifetime of a certificate authority
 * @param leaf lifetime of a server's or client's certificate
 * @param spread how long a new authority is only trusted before it signs, and an old one is still
 *     trusted after its last certificate was replaced: the time that a Secret takes to reach every
 *     pod
 */
public record Lifetimes(Duration authority, Duration leaf, Duration spread) {

    /** A year, a month, and ten minutes for the kubelets to refresh what they mounted. */
    public static final Lifetimes DEFAULT =
            new Lifetimes(Duration.ofDays(365), Duration.ofDays(30), Duration.ofMinutes(10));

    /**
     * Checks that the overlap fits.
     *
     * @throws IllegalArgumentException where rotation would leave a moment without trust
     */
    public Lifetimes {
        if (spread.multipliedBy(3).compareTo(leaf) > 0 || leaf.compareTo(authority) > 0) {
            throw new IllegalArgumentException(
                    "certificates need spread * 3 <= leaf <= authority, not %s, %s, %s"
                            .formatted(spread, leaf, authority));
        }
    }

    /** When something valid over this time is replaced: after two thirds of it. */
    static Instant renewal(Instant notBefore, Instant notAfter) {
        return notBefore.plus(Duration.between(notBefore, notAfter).multipliedBy(2).dividedBy(3));
    }
}
