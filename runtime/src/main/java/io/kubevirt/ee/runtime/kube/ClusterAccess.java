package io.kubevirt.ee.runtime.kube;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach the API server.
 *
 * @param kubeconfig a kubeconfig file; empty: the service account of the pod we run in
 * @param connectTimeout for a connection
 * @param readTimeout for the answer to a request (watches have their own)
 * @param userAgent names the program in the audit log
 */
public record ClusterAccess(
        Optional<Path> kubeconfig,
        Duration connectTimeout,
        Duration readTimeout,
        String userAgent) {
    /** With timeouts that suit most. */
    public static ClusterAccess of(Optional<Path> kubeconfig, String userAgent) {
        return new ClusterAccess(
                kubeconfig, Duration.ofSeconds(10), Duration.ofSeconds(30), userAgent);
    }
}
