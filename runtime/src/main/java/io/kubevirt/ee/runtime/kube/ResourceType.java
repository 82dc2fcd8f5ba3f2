package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;

/**
 * A kind of object, as paths of the API server spell it.
 *
 * @param object its Java type
 * @param list its list's Java type
 * @param group API group; empty for the core group
 * @param version API version
 * @param plural the resource's name in paths
 * @param <T> its Java type
 * @param <L> its list's Java type
 */
public record ResourceType<T extends KubernetesObject, L extends KubernetesListObject>(
        Class<T> object, Class<L> list, String group, String version, String plural) {
    /** {@code /api/v1} or {@code /apis/group/version}. */
    String root() {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }
}
