package io.kubevirt.ee.api.serving;

import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.serving.RewriteDecider.Situation;
import io.kubevirt.ee.api.serving.RewriteDecider.View;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Copies the mounted key stores to where Liberty reads them, and looks at the port until it shows
 * them. The first copies are made before the server starts; the decisions are in {@link
 * RewriteDecider}.
 */
@ApplicationScoped
public class ServedStores {
    private static final Logger LOG = System.getLogger(ServedStores.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final String PASSWORD_FILE = "keystore.password";

    private final InstantSource clock = InstantSource.system();

    @Inject ApiConfig config;
    @Resource ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> rounds;
    // The files are those that the server started with, until they are written here.
    private int repeats = RewriteDecider.ENOUGH_WITH_CLIENTS;
    private Instant written = Instant.EPOCH;
    private volatile State state = new State("not looked at yet", Optional.empty());

    /**
     * How the port compares with what is mounted.
     *
     * @param explanation in a few words
     * @param certificate what it shows; nothing when it does not answer
     */
    public record State(String explanation, Optional<X509Certificate> certificate) {}

    void start(@Observes Startup startup) {
        rounds =
                scheduler.scheduleWithFixedDelay(
                        this::round, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
    }

    /** How it was when it was looked at last, seconds ago. */
    public State state() {
        return state;
    }

    private void round() {
        try {
            look();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The next round tries again; a task that throws would never run again.
            note("key stores cannot be followed: " + e, Optional.empty());
        }
    }

    private void look() throws IOException, GeneralSecurityException {
        Stores mounted = Stores.read(config.tlsDirectory(), config.restClientCertificates());
        Stores copied = Stores.read(config.servingDirectory(), config.restClientCertificates());
        Shown expected = mounted.shown(password());
        Shown restExpected = mounted.shownToClients(password());
        Optional<Shown> shown = shown(config.httpsPort());
        Optional<Shown> restShown = shown(config.restPort());
        Situation situation =
                RewriteDecider.situation(
                        new View(
                                copied.sameKeys(mounted),
                                copied.sameTrust(mounted),
                                shown.filter(expected::sameCertificate).isPresent()
                                        && restShown.filter(expected::sameCertificate).isPresent(),
                                shown.filter(expected::sameAuthorities).isPresent(),
                                clients(
                                        copied.sameClients(mounted),
                                        restShown
                                                .filter(restExpected::sameAuthorities)
                                                .isPresent()),
                                repeats,
                                Duration.between(written, clock.instant())));
        note(
                explain(situation, shown.isPresent() && restShown.isPresent()),
                shown.map(Shown::certificate));
        carryOut(situation, mounted);
    }

    private RewriteDecider.Clients clients(boolean written, boolean shown) {
        if (!config.restClientCertificates()) {
            return RewriteDecider.Clients.NOT_ASKED;
        }
        if (!written) {
            return RewriteDecider.Clients.CHANGED;
        }
        return shown ? RewriteDecider.Clients.SHOWN : RewriteDecider.Clients.NOT_SHOWN;
    }

    private void carryOut(Situation situation, Stores mounted) throws IOException {
        switch (RewriteDecider.write(situation)) {
            case NOTHING -> {
                return;
            }
            case KEYS -> mounted.writeKeys(config.servingDirectory());
            case TRUST -> mounted.writeTrust(config.servingDirectory());
            case CLIENTS -> mounted.writeClients(config.servingDirectory());
        }
        boolean again = situation == Situation.UNSURE || situation == Situation.CLIENTS_UNSURE;
        repeats = again ? repeats + 1 : 0;
        written = clock.instant();
    }

    private static String explain(Situation situation, boolean answers) {
        return switch (situation) {
            case TRUST_CHANGED, KEYS_CHANGED, CLIENTS_CHANGED, RELOADING ->
                    "new key stores are being loaded";
            case KEYS_STUCK ->
                    answers
                            ? "shows an old certificate, loaded again"
                            : "does not answer, key store loaded again";
            case TRUST_STUCK, CLIENTS_STUCK -> "names old authorities, loaded again";
            case UNSURE, CLIENTS_UNSURE, SETTLING, SETTLED -> "as mounted";
        };
    }

    private char[] password() throws IOException {
        return Files.readString(config.tlsDirectory().resolve(PASSWORD_FILE)).strip().toCharArray();
    }

    private static Optional<Shown> shown(int port) throws GeneralSecurityException {
        try {
            return Optional.of(TlsProbe.look(port));
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }

    private void note(String explanation, Optional<X509Certificate> certificate) {
        if (!explanation.equals(state.explanation())) {
            LOG.log(Level.INFO, "the TLS port: {0}", explanation);
        }
        state = new State(explanation, certificate);
    }
}
