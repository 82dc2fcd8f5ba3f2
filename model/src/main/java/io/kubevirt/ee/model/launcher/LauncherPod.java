package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1SeccompProfile;
import io.kubevirt.ee.model.access.AccessSecrets;
import io.kubevirt.ee.model.node.NodeRequirements;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Annotations;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.Owners;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the launcher pod of an instance: its cgroups will hold qemu, its network namespace the
 * guest's network. It passes Pod Security {@code restricted}.
 */
public final class LauncherPod {
    /** User and group of everything in the pod; guests have users of their own and this group. */
    private static final long QEMU = 107;

    /** The agent needs time of its own after the guest's grace period, to destroy and tidy up. */
    private static final long GRACE_AFTER_GUEST_SECONDS = 15;

    private static final long GUEST_GRACE_SECONDS = 180;
    private static final int LONGEST_HOSTNAME = 63;
    private static final String OURS = "kubevirt.io/";
    private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private LauncherPod() {}

    /** The pod to create for an instance without claims. */
    public static V1Pod of(VirtualMachineInstance vmi, LauncherSettings settings) {
        return of(vmi, settings, Claims.NONE);
    }

    /**
     * The pod to create.
     *
     * @param vmi accepted by admission, with its defaults
     * @param settings common to all launcher pods
     * @param claims those of the instance
     */
    public static V1Pod of(VirtualMachineInstance vmi, LauncherSettings settings, Claims claims) {
        return new V1Pod()
                .apiVersion("v1")
                .kind("Pod")
                .metadata(metadata(vmi))
                .spec(spec(vmi, settings, claims));
    }

    /** Whether a volume would be one of the pod's by a name that the pod has for its own. */
    public static boolean hasOneOfItsOwnFor(Volume volume) {
        String name = volume.name();
        boolean own =
                LauncherContainers.SHARED.equals(name)
                        || LauncherContainers.BINARY.equals(name)
                        || SerialLogContainer.VOLUME.equals(name)
                        || StateClaim.VOLUME.equals(name)
                        || FileVolumes.isOwnName(name)
                        || AccessSecrets.isOwnName(name);
        return own && LauncherVolumes.isByItsName(volume);
    }

    private static V1ObjectMeta metadata(VirtualMachineInstance vmi) {
        return new V1ObjectMeta()
                .name(LauncherName.of(vmi))
                .namespace(vmi.metadata().getNamespace())
                .labels(labels(vmi))
                .annotations(annotations(vmi))
                .addOwnerReferencesItem(owner(vmi));
    }

    private static Map<String, String> labels(VirtualMachineInstance vmi) {
        Map<String, String> labels = new TreeMap<>(Absent.map(vmi.metadata().getLabels()));
        labels.remove(Labels.NODE_NAME);
        labels.put(Labels.APP, Labels.APP_LAUNCHER);
        labels.put(Labels.CREATED_BY, vmi.metadata().getUid());
        labels.put(Labels.VM_NAME, vmi.metadata().getName());
        labels.put(Labels.VMI_ID, vmi.metadata().getName());
        return labels;
    }

    /**
     * The user's go along, for networks and the like; what is about the instance itself does not.
     */
    private static Map<String, String> annotations(VirtualMachineInstance vmi) {
        Map<String, String> annotations = new TreeMap<>();
        Absent.map(vmi.metadata().getAnnotations())
                .forEach(
                        (name, value) -> {
                            if (!name.startsWith(OURS) && !name.equals(APPLIED)) {
                                annotations.put(name, value);
                            }
                        });
        annotations.put(Annotations.DOMAIN, vmi.metadata().getName());
        annotations.put(DEFAULT_CONTAINER, LauncherContainers.COMPUTE);
        return annotations;
    }

    private static V1OwnerReference owner(VirtualMachineInstance vmi) {
        return Owners.controller(KubevirtApi.VIRTUAL_MACHINE_INSTANCE, vmi.metadata());
    }

    private static V1PodSpec spec(
            VirtualMachineInstance vmi, LauncherSettings settings, Claims claims) {
        VirtualMachineInstanceSpec spec = vmi.spec();
        LauncherContainers containers = new LauncherContainers(vmi, settings, claims);
        List<V1Container> all = new ArrayList<>();
        all.add(containers.compute());
        all.addAll(containers.images());
        V1PodSpec pod =
                new V1PodSpec()
                        .restartPolicy("Never")
                        // The client's empty map would be an overhead without a runtime class.
                        .overhead(null)
                        .automountServiceAccountToken(containers.serviceAccount().isPresent())
                        .serviceAccountName(serviceAccount(spec, containers))
                        .enableServiceLinks(false)
                        .terminationGracePeriodSeconds(graceSeconds(spec))
                        .hostname(hostname(vmi))
                        .subdomain(spec.subdomain())
                        .securityContext(security())
                        .nodeSelector(NodeRequirements.of(spec, settings.emulation()))
                        .affinity(spec.affinity())
                        .tolerations(spec.tolerations())
                        .topologySpreadConstraints(spec.topologySpreadConstraints())
                        .schedulerName(spec.schedulerName())
                        .priorityClassName(spec.priorityClassName())
                        .dnsPolicy(spec.dnsPolicy())
                        .dnsConfig(spec.dnsConfig())
                        .readinessGates(ReadinessGate.gates(vmi))
                        .imagePullSecrets(pullSecrets(containers))
                        .containers(all)
                        .volumes(containers.volumes());
        containers.init().forEach(pod::addInitContainersItem);
        return pod;
    }

    /** Who the pod is; its token is in the pod only for a volume, which then is of the same one. */
    private static String serviceAccount(
            VirtualMachineInstanceSpec spec, LauncherContainers containers) {
        String stated = spec.serviceAccountName();
        return stated == null || stated.isEmpty()
                ? containers.serviceAccount().orElse(null)
                : stated;
    }

    private static long graceSeconds(VirtualMachineInstanceSpec spec) {
        Long guest = spec.terminationGracePeriodSeconds();
        return (guest == null ? GUEST_GRACE_SECONDS : guest) + GRACE_AFTER_GUEST_SECONDS;
    }

    private static String hostname(VirtualMachineInstance vmi) {
        String stated = vmi.spec().hostname();
        String name = stated == null || stated.isEmpty() ? vmi.metadata().getName() : stated;
        String label = name.split("\\.", 2)[0];
        return label.length() <= LONGEST_HOSTNAME
                ? label
                : label.substring(0, LONGEST_HOSTNAME).replaceAll("-+$", "");
    }

    private static V1PodSecurityContext security() {
        return new V1PodSecurityContext()
                .runAsNonRoot(true)
                .runAsUser(QEMU)
                .runAsGroup(QEMU)
                .fsGroup(QEMU)
                .seccompProfile(new V1SeccompProfile().type("RuntimeDefault"));
    }

    private static List<V1LocalObjectReference> pullSecrets(LauncherContainers containers) {
        List<V1LocalObjectReference> secrets =
                containers.pullSecrets().stream()
                        .map(name -> new V1LocalObjectReference().name(name))
                        .toList();
        return secrets.isEmpty() ? null : secrets;
    }
}
