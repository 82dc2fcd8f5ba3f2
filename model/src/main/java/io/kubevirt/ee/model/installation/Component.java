package io.kubevirt.ee.model.installation;

import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1DaemonSetStatus;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentStatus;
import java.util.List;

/**
 * One of our programs, as its Deployment or DaemonSet says.
 *
 * @param name such as virt-api
 * @param there whether it is installed
 * @param wanted how many pods it shall have
 * @param ready how many of them are ready
 * @param rolledOut whether all of them are of the newest form
 */
public record Component(String name, boolean there, int wanted, int ready, boolean rolledOut) {
    /** Deployments of every installation. */
    public static final List<String> DEPLOYMENTS = List.of("virt-api", "virt-controller");

    /** DaemonSets of every installation. */
    public static final List<String> DAEMON_SETS = List.of("virt-handler", "virt-libvirtd");

    private static final String ON_DELETE = "OnDelete";

    /** One that is not installed. */
    public static Component absent(String name) {
        return new Component(name, false, 1, 0, false);
    }

    /** One that runs a number of times. */
    public static Component of(V1Deployment deployment) {
        V1DeploymentStatus status =
                deployment.getStatus() == null ? new V1DeploymentStatus() : deployment.getStatus();
        Integer replicas = deployment.getSpec().getReplicas();
        int wanted = replicas == null ? 1 : replicas;
        return new Component(
                deployment.getMetadata().getName(),
                true,
                wanted,
                number(status.getReadyReplicas()),
                seen(deployment.getMetadata().getGeneration(), status.getObservedGeneration())
                        && number(status.getUpdatedReplicas()) == wanted
                        && number(status.getReplicas()) == wanted);
    }

    /** One that runs on each node. One that is updated by deletion alone is never behind. */
    public static Component of(V1DaemonSet daemonSet) {
        V1DaemonSetStatus status =
                daemonSet.getStatus() == null ? new V1DaemonSetStatus() : daemonSet.getStatus();
        int wanted = number(status.getDesiredNumberScheduled());
        boolean byDeletion =
                daemonSet.getSpec().getUpdateStrategy() != null
                        && ON_DELETE.equals(daemonSet.getSpec().getUpdateStrategy().getType());
        return new Component(
                daemonSet.getMetadata().getName(),
                true,
                wanted,
                number(status.getNumberReady()),
                seen(daemonSet.getMetadata().getGeneration(), status.getObservedGeneration())
                        && (byDeletion || number(status.getUpdatedNumberScheduled()) >= wanted));
    }

    /** Whether the status is one of this form, and not of an older one. */
    private static boolean seen(Long generation, Long observed) {
        return generation == null || observed != null && observed >= generation;
    }

    private static int number(Integer numberOrNull) {
        return numberOrNull == null ? 0 : numberOrNull;
    }

    /** Nothing of it works. */
    boolean down() {
        return !there || wanted > 0 && ready == 0;
    }

    boolean complete() {
        return there && rolledOut && ready >= wanted;
    }

    /** What is missing, for people. */
    String inWords() {
        if (!there) {
            return name + " is not installed";
        }
        return ready < wanted
                ? "%s: %d of %d ready".formatted(name, ready, wanted)
                : name + " is being rolled out";
    }
}
