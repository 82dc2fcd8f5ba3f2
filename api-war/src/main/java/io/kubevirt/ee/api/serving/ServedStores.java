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
import java.net.SocketTimeoutException;
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

    /** A handshake is dear: a port that is as it should be is looked at this often. */
    private static final Duration CALM_PERIOD = Duration.ofSeconds(10);

    private static final String PASSWORD_FILE = "keystore.password";

    private final InstantSource clock = InstantSource.system();

    @Inject ApiConfig config;
    @Resource ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> rounds;
    // The files are those that the server started with, until they are written here.
    private int repeats = RewriteDecider.ENOUGH_WITH_CLIENTS;
    private Instant written = Instant.EPOCH;
    private Instant looked = Instant.EPOCH;
    private Instant answered = Instant.EPOCH;
    private boolean settled;
    private volatile State state = new State("not looked at yet", Optional.empty());

    /**
     * How the port compares with what is mounted.
     *
     * @param explanation in a few words
     * @param certificate what it shows; nothing when it does not answer
     */
    public record State(String explanation, Optional<X509Certificate> certificate) {}

    void start(@Observes Startup startup) {
        answered = clock.instant();
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
            follow();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The next round tries again; a task that throws would never run again.
            note("key stores cannot be followed: " + e, Optional.empty());
        }
    }

    private void follow() throws IOException, GeneralSecurityException {
        Stores mounted = Stores.read(config.tlsDirectory(), config.restClientCertificates());
        Stores copied = Stores.read(config.servingDirectory(), config.restClientCertificates());
        Instant now = clock.instant();
        if (settled
                && copied.sameAs(mounted)
                && Duration.between(looked, now).compareTo(CALM_PERIOD) < 0) {
            return;
        }
        looked = now;
        Shown expected = mounted.shown(password());
        Shown restExpected = mounted.shownToClients(password());
        Look look = look(config.httpsPort());
        Look restLook = look(config.restPort());
        if (look.inTime() && restLook.inTime()) {
            answered = now;
        }
        Optional<Shown> shown = look.shown();
        Optional<Shown> restShown = restLook.shown();
        Situation situation =
                RewriteDecider.situation(
                        new View(
                                copied.sameKeys(mounted),
                                copied.sameTrust(mounted),
                                Duration.between(answered, now),
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
        settled = situation == Situation.SETTLED;
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
            case BUSY -> "is too slow to be looked at";
            case TRUST_STUCK, CLIENTS_STUCK -> "names old authorities, loaded again";
            case UNSURE, CLIENTS_UNSURE, SETTLING, SETTLED -> "as mounted";
        };
    }

    private char[] password() throws IOException {
        return Files.readString(config.tlsDirectory().resolve(PASSWORD_FILE)).strip().toCharArray();
    }

    /** What a look at a port brought; {@code inTime} of one that says something, if only no. */
    private record Look(Optional<Shown> shown, boolean inTime) {}

    private static Look look(int port) throws GeneralSecurityException {
        try {
            return new Look(Optional.of(TlsProbe.look(port)), true);
        } catch (SocketTimeoutException slow) {
            return new Look(Optional.empty(), false);
        } catch (IOException noAnswer) {
            return new Look(Optional.empty(), true);
        }
    }

    private void note(String explanation, Optional<X509Certificate> certificate) {
        if (!explanation.equals(state.explanation())) {
            LOG.log(Level.INFO, "the TLS port: {0}", explanation);
        }
        state = new State(explanation, certificate);
    }
}
