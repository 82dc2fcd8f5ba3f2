package io.kubevirt.ee.model.installation;

import io.kubevirt.ee.model.v1.KubeVirtCondition;
import io.kubevirt.ee.model.v1.KubeVirtStatus;
import io.kubevirt.ee.model.v1.KubeVirtStatusBuilder;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Decides what the KubeVirt resource says of the installation, in KubeVirt's words. Pure. */
public final class InstallationDecider {
    static final String DEPLOYED = "Deployed";
    static final String DEPLOYING = "Deploying";

    private static final String CREATED = "Created";
    private static final String AVAILABLE = "Available";
    private static final String PROGRESSING = "Progressing";
    private static final String DEGRADED = "Degraded";
    private static final String ARCHITECTURE = "amd64";

    private InstallationDecider() {}

    /** The one place that tells what is the case. */
    public static InstallationSituation situation(InstallationView view) {
        if (view.incomplete().isEmpty()) {
            return InstallationSituation.READY;
        }
        if (!view.deployedBefore()) {
            return InstallationSituation.DEPLOYING;
        }
        if (view.components().stream().anyMatch(Component::down)) {
            return InstallationSituation.DOWN;
        }
        return view.incomplete().stream().allMatch(Component::rolledOut)
                ? InstallationSituation.DEGRADED
                : InstallationSituation.UPDATING;
    }

    /** The status as it shall be; equal to the one before when there is nothing to write. */
    public static KubeVirtStatus status(InstallationView view) {
        InstallationSituation situation = situation(view);
        KubeVirtStatus before = view.settings().status();
        KubeVirtStatusBuilder after =
                (before == null
                                ? KubeVirtStatusBuilder.builder()
                                : KubeVirtStatusBuilder.builder(before))
                        .phase(situation == InstallationSituation.DEPLOYING ? DEPLOYING : DEPLOYED)
                        .conditions(conditions(view, situation))
                        .defaultArchitecture(ARCHITECTURE)
                        .observedGeneration(view.settings().metadata().getGeneration())
                        .operatorVersion(view.version())
                        .targetKubeVirtVersion(view.version())
                        .targetKubeVirtRegistry(view.registry().orElse(null));
        return situation == InstallationSituation.READY
                ? after.observedKubeVirtVersion(view.version())
                        .observedKubeVirtRegistry(view.registry().orElse(null))
                        .build()
                : after.build();
    }

    private static List<KubeVirtCondition> conditions(
            InstallationView view, InstallationSituation situation) {
        OffsetDateTime now = view.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
        InstallationConditions conditions =
                new InstallationConditions(view.settings().status(), now);
        boolean allThere = view.components().stream().allMatch(Component::there);
        conditions =
                allThere
                        ? conditions.with(
                                CREATED, true, "AllResourcesCreated", "All resources were created.")
                        : conditions.without(CREATED);
        String missing =
                view.incomplete().stream()
                        .map(Component::inWords)
                        .collect(Collectors.joining("; "));
        return switch (situation) {
            case READY ->
                    set(
                            conditions,
                            true,
                            false,
                            false,
                            "AllComponentsReady",
                            "All components are ready.");
            case DEPLOYING ->
                    set(
                            conditions,
                            false,
                            true,
                            false,
                            "DeploymentInProgress",
                            "Deploying version " + view.version() + ". " + missing + ".");
            case UPDATING ->
                    set(
                            conditions,
                            true,
                            true,
                            true,
                            "UpdateInProgress",
                            "Transitioning to version " + view.version() + ". " + missing + ".");
            case DEGRADED ->
                    set(conditions, true, false, true, "ComponentsNotReady", missing + ".");
            case DOWN -> set(conditions, false, false, true, "ComponentsNotReady", missing + ".");
        };
    }

    private static List<KubeVirtCondition> set(
            InstallationConditions conditions,
            boolean available,
            boolean progressing,
            boolean degraded,
            String reason,
            String message) {
        return conditions
                .with(AVAILABLE, available, reason, message)
                .with(PROGRESSING, progressing, reason, message)
                .with(DEGRADED, degraded, reason, message)
                .list();
    }
}
