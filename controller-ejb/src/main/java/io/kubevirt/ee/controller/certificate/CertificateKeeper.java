package io.kubevirt.ee.controller.certificate;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the components' certificates: reads what there is, decides, writes. Called again whenever
 * it says, and after each start: what a crash left half done is found and finished.
 */
public final class CertificateKeeper {
    /**
     * A new authority changes what is due, so the plan is made anew; it settles in a few rounds.
     */
    private static final int MOST_ROUNDS = 5;

    private final CertificateStore store;
    private final List<Identity> identities;
    private final Lifetimes lifetimes;
    private final CertificateDecider decider;
    private final CertificateIssuer issuer = new CertificateIssuer();

    /**
     * @param store where certificates are kept
     * @param identities all that are wanted
     * @param lifetimes how long they live
     */
    public CertificateKeeper(
            CertificateStore store, List<Identity> identities, Lifetimes lifetimes) {
        this.store = store;
        this.identities = List.copyOf(identities);
        this.lifetimes = lifetimes;
        this.decider = new CertificateDecider(lifetimes);
    }

    /**
     * Does what is due now.
     *
     * @return when to call again
     * @throws GeneralSecurityException when a certificate cannot be made
     */
    public Instant keep(Instant now) throws GeneralSecurityException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            AuthorityBook book = AuthorityBook.read(store.read(AuthorityBook.SECRET));
            List<Leaf> leaves = leaves(book);
            List<String> wanted = identities.stream().map(Identity::secret).toList();
            CertificatePlan plan = decider.decide(now, book.authorities(), wanted, leaves);
            if (plan.steps().isEmpty()) {
                store.trust(book.bundle());
                refreshPublishedTrust();
                return plan.again();
            }
            apply(plan, book, now);
        }
        throw new GeneralSecurityException(
                "certificates did not settle in " + MOST_ROUNDS + " rounds");
    }

    private List<Leaf> leaves(AuthorityBook book) {
        return identities.stream()
                .map(identity -> LeafSecret.read(identity, store.read(identity.secret()), book))
                .flatMap(Optional::stream)
                .toList();
    }

    private void apply(CertificatePlan plan, AuthorityBook book, Instant now)
            throws GeneralSecurityException {
        for (CertificatePlan.Step step : plan.steps()) {
            switch (step) {
                case CertificatePlan.NewAuthority() -> {
                    book.add(issuer.authority("kubevirt.io", now, lifetimes.authority()));
                    store.write(AuthorityBook.SECRET, book.data());
                }
                case CertificatePlan.DropAuthority(String id) -> {
                    book.drop(id);
                    store.write(AuthorityBook.SECRET, book.data());
                }
                case CertificatePlan.Issue(String secret, String issuerId) ->
                        issue(identity(secret), book, issuerId, now);
                case CertificatePlan.Rebundle(String secret) -> {
                    Map<String, byte[]> data = new TreeMap<>(store.read(secret));
                    data.put("ca.crt", book.bundle());
                    store.write(secret, data);
                }
            }
        }
        store.trust(book.bundle());
    }

    private void issue(Identity identity, AuthorityBook book, String issuerId, Instant now)
            throws GeneralSecurityException {
        KeyAndCertificate authority = book.get(issuerId);
        KeyAndCertificate leaf = issuer.leaf(identity, authority, now, lifetimes.leaf());
        store.write(
                identity.secret(),
                LeafSecret.data(identity, leaf, authority, book, store.publishedTrust()));
    }

    private Identity identity(String secret) {
        return identities.stream()
                .filter(identity -> identity.secret().equals(secret))
                .findFirst()
                .orElseThrow();
    }

    /** The API server may trust new authorities without anything of ours being due. */
    private void refreshPublishedTrust() throws GeneralSecurityException {
        for (Identity identity : identities) {
            if (identity.javaKeyStore()) {
                PublishedTrustRefresh.refresh(store, identity.secret());
            }
        }
    }
}
