package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Pod;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Another image for a DaemonSet: the present one under a name that no pod has run yet. */
final class NewImage {

    private static final String CONTAINERD = "/run/kubevirt-ee/cluster/containerd.sock";

    private NewImage() {}

    /** Names a new image and gives it to all containers of the DaemonSet; the image's name. */
    static String rollOut(String daemonSet) {
        Set<String> present = of(Programs.pod(daemonSet));
        assertThat(present).as("images of " + daemonSet).hasSize(1);
        String old = present.iterator().next();
        String name = old.substring(0, old.lastIndexOf(':'));
        String image = name + ":rolled-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Shell.Ended tagged =
                Shell.run(
                        "",
                        List.of(
                                "ctr",
                                "--address",
                                CONTAINERD,
                                "--namespace",
                                "k8s.io",
                                "images",
                                "tag",
                                old,
                                image));
        assertThat(tagged.status()).as(tagged.output()).isZero();
        Shell.kubectlDone(
                "", "-n", "kubevirt", "set", "image", "daemonset/" + daemonSet, "*=" + image);
        return image;
    }

    /** The images of all containers of a pod. */
    static Set<String> of(V1Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(V1Container::getImage)
                .collect(Collectors.toSet());
    }
}
