package io.kubevirt.ee.handler.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How this program runs; how the cluster behaves is the KubeVirt resource. */
@ConfigMapping(prefix = "kubevirt.handler")
public interface HandlerConfig {

    /** The node's name in the API. */
    String nodeName();

    /** The namespace of the components. */
    @WithDefault("kubevirt")
    String namespace();

    /** A kubeconfig file; absent: the service account of the pod. */
    Optional<Path> kubeconfig();

    /** Where libvirtd listens. */
    @WithDefault("qemu:///system?socket=/run/kubevirt-ee/libvirt/libvirt-sock")
    String libvirtUri();

    /** libvirtd's run directory as the agent sees it. */
    @WithDefault("/run/kubevirt-ee/libvirt")
    Path libvirtRun();

    /** The device that tells whether the node has KVM. */
    @WithDefault("/dev/kvm")
    Path kvmDevice();

    /** Guests that are worked on at once. */
    @WithDefault("16")
    int workers();

    /** Address of the health checks. */
    @WithDefault("127.0.0.1")
    String healthHost();

    /** Port of the health checks. */
    @WithDefault("8187")
    int healthPort();

    /** Port of the streams of guests, on all addresses of the node. */
    @WithDefault("8186")
    int streamPort();

    /** Port of the metrics, TLS without a client's certificate, on all addresses of the node. */
    @WithDefault("8188")
    int metricsPort();

    /** Directory of tls.crt, tls.key and ca.crt for the streams; read again when they change. */
    @WithDefault("/etc/kubevirt/virt-handler-certs")
    Path certificates();

    /** How logs are written. */
    @WithDefault("auto")
    LogFormat logFormat();

    /** What is logged: a level of java.util.logging. */
    @WithDefault("INFO")
    String logLevel();

    /** Form of the log. */
    enum LogFormat {
        /** Text on a terminal, JSON elsewhere. */
        AUTO,
        TEXT,
        JSON
    }
}
