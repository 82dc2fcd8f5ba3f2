package io.kubevirt.ee.controller.certificate;

import io.kubevirt.ee.controller.certificate.CertificatePlan.DropAuthority;
import io.kubevirt.ee.controller.certificate.CertificatePlan.Issue;
import io.kubevirt.ee.controller.certificate.CertificatePlan.NewAuthority;
import io.kubevirt.ee.controller.certificate.CertificatePlan.Rebundle;
import io.kubevirt.ee.controller.certificate.CertificatePlan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides what is due on the certificates. Pure.
 *
 * <p>The order keeps trust unbroken: a new authority is first put into every bundle, and signs only
 * after {@link Lifetimes#spread()}; an old one leaves the bundles only when everything it signed
 * was replaced for as long.
 */
final class CertificateDecider {
    private final Lifetimes lifetimes;

    CertificateDecider(Lifetimes lifetimes) {
        this.lifetimes = lifetimes;
    }

    /**
     * @param now the time
     * @param authorities all there are
     * @param wanted the Secrets there should be
     * @param leaves the certificates there are; a Secret that cannot be read is left out
     */
    CertificatePlan decide(
            Instant now, List<Authority> authorities, List<String> wanted, List<Leaf> leaves) {
        List<Authority> ordered =
                authorities.stream().sorted(Comparator.comparing(Authority::notBefore)).toList();
        if (ordered.isEmpty() || isDue(now, ordered.getLast())) {
            return new CertificatePlan(List.of(new NewAuthority()), now);
        }
        List<Step> steps = new ArrayList<>();
        Authority signer = signer(now, ordered);
        List<Authority> dropped =
                ordered.stream().filter(a -> isUseless(now, a, signer, leaves)).toList();
        dropped.forEach(authority -> steps.add(new DropAuthority(authority.id())));
        List<Authority> trusted = new ArrayList<>(ordered);
        trusted.removeAll(dropped);
        String bundle = bundle(trusted);
        for (String secret : wanted) {
            leafStep(now, secret, leafOf(secret, leaves), signer, bundle).ifPresent(steps::add);
        }
        return new CertificatePlan(steps, next(now, trusted, leaves));
    }

    /** How a Secret names the authorities it trusts. */
    static String bundle(List<Authority> trusted) {
        return trusted.stream().map(Authority::id).sorted().collect(Collectors.joining(","));
    }

    private static boolean isDue(Instant now, Authority authority) {
        return !now.isBefore(Lifetimes.renewal(authority.notBefore(), authority.notAfter()));
    }

    /**
     * The newest that every program has had time to learn of; the oldest valid one failing that.
     */
    private Authority signer(Instant now, List<Authority> ordered) {
        List<Authority> valid =
                ordered.stream().filter(authority -> authority.notAfter().isAfter(now)).toList();
        return valid.stream()
                .filter(authority -> !authority.notBefore().plus(lifetimes.spread()).isAfter(now))
                .reduce((older, newer) -> newer)
                .orElse(valid.getFirst());
    }

    private boolean isUseless(
            Instant now, Authority authority, Authority signer, List<Leaf> leaves) {
        if (!authority.notAfter().isAfter(now)) {
            return true;
        }
        return authority.notBefore().isBefore(signer.notBefore())
                && !leaves.isEmpty()
                && leaves.stream()
                        .allMatch(
                                leaf ->
                                        !leaf.issuerId().equals(authority.id())
                                                && !leaf.notBefore()
                                                        .plus(lifetimes.spread())
                                                        .isAfter(now));
    }

    private static Optional<Leaf> leafOf(String secret, List<Leaf> leaves) {
        return leaves.stream().filter(leaf -> leaf.secret().equals(secret)).findFirst();
    }

    private static Optional<Step> leafStep(
            Instant now, String secret, Optional<Leaf> leaf, Authority signer, String bundle) {
        boolean fresh =
                leaf.filter(l -> l.issuerId().equals(signer.id()))
                        .filter(l -> now.isBefore(Lifetimes.renewal(l.notBefore(), l.notAfter())))
                        .isPresent();
        if (!fresh) {
            return Optional.of(new Issue(secret, signer.id()));
        }
        return leaf.filter(l -> !l.bundle().equals(bundle)).map(l -> new Rebundle(secret));
    }

    /** At the latest after one spread: that is also how long an overlap lasts. */
    private Instant next(Instant now, List<Authority> trusted, List<Leaf> leaves) {
        Instant next =
                Lifetimes.renewal(trusted.getLast().notBefore(), trusted.getLast().notAfter());
        for (Leaf leaf : leaves) {
            Instant renewal = Lifetimes.renewal(leaf.notBefore(), leaf.notAfter());
            next = renewal.isBefore(next) && renewal.isAfter(now) ? renewal : next;
        }
        Instant soon = now.plus(lifetimes.spread());
        return trusted.size() > 1 && soon.isBefore(next) ? soon : next;
    }
}
