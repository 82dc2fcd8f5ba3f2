package io.kubevirt.ee.controller.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.controller.certificate.CertificatePlan.DropAuthority;
import io.kubevirt.ee.controller.certificate.CertificatePlan.Issue;
import io.kubevirt.ee.controller.certificate.CertificatePlan.NewAuthority;
import io.kubevirt.ee.controller.certificate.CertificatePlan.Rebundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateDeciderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Lifetimes LIFETIMES =
            new Lifetimes(Duration.ofDays(300), Duration.ofDays(30), Duration.ofMinutes(10));
    private static final List<String> WANTED = List.of("api", "handler");

    private final CertificateDecider decider = new CertificateDecider(LIFETIMES);

    private static Authority authority(String id, Duration age) {
        Instant from = NOW.minus(age);
        return new Authority(id, from, from.plus(LIFETIMES.authority()));
    }

    private static Leaf leaf(String secret, String issuer, String bundle, Duration age) {
        Instant from = NOW.minus(age);
        return new Leaf(secret, issuer, bundle, from, from.plus(LIFETIMES.leaf()));
    }

    @Test
    void nothingThereYet_anAuthorityComesFirst() {
        assertThat(decider.decide(NOW, List.of(), WANTED, List.of()).steps())
                .containsExactly(new NewAuthority());
    }

    @Test
    void theFirstAuthoritySignsAtOnce() {
        var plan = decider.decide(NOW, List.of(authority("a", Duration.ZERO)), WANTED, List.of());
        assertThat(plan.steps()).containsExactly(new Issue("api", "a"), new Issue("handler", "a"));
    }

    @Test
    void allFresh_nothingToDoUntilTheFirstRenewal() {
        var plan =
                decider.decide(
                        NOW,
                        List.of(authority("a", Duration.ofDays(10))),
                        WANTED,
                        List.of(
                                leaf("api", "a", "a", Duration.ofDays(5)),
                                leaf("handler", "a", "a", Duration.ofDays(1))));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.again()).isEqualTo(NOW.plus(Duration.ofDays(15)));
    }

    @Test
    void aLeafIsReplacedAfterTwoThirdsOfItsLife() {
        var plan =
                decider.decide(
                        NOW,
                        List.of(authority("a", Duration.ofDays(20))),
                        WANTED,
                        List.of(
                                leaf("api", "a", "a", Duration.ofDays(20)),
                                leaf("handler", "a", "a", Duration.ofDays(19))));
        assertThat(plan.steps()).containsExactly(new Issue("api", "a"));
    }

    @Test
    void anOldAuthorityGetsASuccessor() {
        var plan =
                decider.decide(
                        NOW, List.of(authority("a", Duration.ofDays(200))), WANTED, List.of());
        assertThat(plan.steps()).containsExactly(new NewAuthority());
    }

    @Test
    void aYoungSuccessorIsTrustedButDoesNotSign() {
        var plan =
                decider.decide(
                        NOW,
                        List.of(
                                authority("a", Duration.ofDays(200)),
                                authority("b", Duration.ofMinutes(9))),
                        WANTED,
                        List.of(
                                leaf("api", "a", "a", Duration.ofDays(5)),
                                leaf("handler", "a", "a,b", Duration.ofDays(5))));
        assertThat(plan.steps()).containsExactly(new Rebundle("api"));
        assertThat(plan.again()).isEqualTo(NOW.plus(LIFETIMES.spread()));
    }

    @Test
    void aKnownSuccessorSignsEverythingAnew() {
        var plan =
                decider.decide(
                        NOW,
                        List.of(
                                authority("a", Duration.ofDays(200)),
                                authority("b", Duration.ofMinutes(10))),
                        WANTED,
                        List.of(
                                leaf("api", "a", "a,b", Duration.ofDays(5)),
                                leaf("handler", "b", "a,b", Duration.ZERO)));
        assertThat(plan.steps()).containsExactly(new Issue("api", "b"));
    }

    @Test
    void theOldAuthorityStaysTrustedForAsLongAsItsLastCertificateMayBePresented() {
        List<Authority> both =
                List.of(
                        authority("a", Duration.ofDays(200)),
                        authority("b", Duration.ofMinutes(30)));
        var early =
                decider.decide(
                        NOW,
                        both,
                        WANTED,
                        List.of(
                                leaf("api", "b", "a,b", Duration.ofMinutes(20)),
                                leaf("handler", "b", "a,b", Duration.ofMinutes(9))));
        assertThat(early.steps()).isEmpty();
        var late =
                decider.decide(
                        NOW,
                        both,
                        WANTED,
                        List.of(
                                leaf("api", "b", "a,b", Duration.ofMinutes(20)),
                                leaf("handler", "b", "a,b", Duration.ofMinutes(10))));
        assertThat(late.steps())
                .containsExactly(
                        new DropAuthority("a"), new Rebundle("api"), new Rebundle("handler"));
    }

    @Test
    void aLeafOfAnUnknownAuthorityIsReplaced() {
        var plan =
                decider.decide(
                        NOW,
                        List.of(authority("a", Duration.ofDays(1))),
                        List.of("api"),
                        List.of(leaf("api", "", "x", Duration.ofDays(1))));
        assertThat(plan.steps()).containsExactly(new Issue("api", "a"));
    }
}
