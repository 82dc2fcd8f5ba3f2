package io.kubevirt.ee.controller.reconcile;

import io.kubevirt.ee.controller.port.Installation;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.installation.InstallationDecider;
import io.kubevirt.ee.model.installation.InstallationView;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtStatus;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.Reconciler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/** Writes into the KubeVirt resource what {@link InstallationDecider} makes of the programs. */
public final class InstallationReconciler implements Reconciler {
    private static final Duration SOON = Duration.ofMillis(100);

    private final Installation installation;
    private final InstantSource clock;

    /** Works on {@code installation}. */
    public InstallationReconciler(Installation installation, InstantSource clock) {
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(Key key) {
        return installation.cached(key).filter(this::outdated).isEmpty()
                ? Outcome.SETTLED
                : installation
                        .live(key)
                        .map(settings -> write(settings, wanted(settings)))
                        .orElse(Outcome.SETTLED);
    }

    private boolean outdated(KubeVirt settings) {
        return !Objects.equals(settings.status(), wanted(settings));
    }

    private KubeVirtStatus wanted(KubeVirt settings) {
        return InstallationDecider.status(
                new InstallationView(
                        settings,
                        installation.components(),
                        installation.version(),
                        installation.registry(),
                        clock.instant()));
    }

    private Outcome write(KubeVirt settings, KubeVirtStatus wanted) {
        if (wanted.equals(settings.status())) {
            return Outcome.SETTLED;
        }
        return switch (installation.writeStatus(settings, wanted)) {
            case Write.Stored<KubeVirt> stored -> Outcome.SETTLED;
            case Write.Gone<KubeVirt> gone -> Outcome.SETTLED;
            case Write.Taken<KubeVirt> taken -> new Outcome.RetryAfter(SOON);
            case Write.Stale<KubeVirt> stale -> new Outcome.RetryAfter(SOON);
            case Write.Refused<KubeVirt>(String why) -> new Outcome.Failed(new WriteRefused(why));
        };
    }
}
