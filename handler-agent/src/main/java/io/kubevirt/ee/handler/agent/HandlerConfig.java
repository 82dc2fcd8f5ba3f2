package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.model.guest.Fence;
import io.kubevirt.ee.model.guest.FenceScope;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** The device that tells whether guests of the node can have a VSOCK. */
    @WithDefault("/dev/vhost-vsock")
    Path vsockDevice();

    /** Where the kubelet and its device plugins have their sockets. */
    @WithDefault("/var/lib/kubelet/device-plugins")
    Path devicePlugins();

    /** The kubelet's file that tells whether containers get processors of their own. */
    @WithDefault("/var/lib/kubelet/cpu_manager_state")
    Path cpuManagerState();

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

    /** Without an API server that hears this node for so long, it ends guests; absent: never. */
    Optional<Duration> fenceAfter();

    /** Which guests those are. */
    @WithDefault("shared")
    FenceScope fenceGuests();

    /** Folders of the node below which guests may have disks; absent: nowhere. */
    Optional<List<String>> hostDiskPaths();

    /** Where this program sees the root of its node's file system. */
    @WithDefault("/proc/1/root")
    Path nodeRoot();

    /** How logs are written. */
    @WithDefault("auto")
    LogFormat logFormat();

    /** What is logged: a level of java.util.logging. */
    @WithDefault("INFO")
    String logLevel();

    /** What both say together. */
    default Optional<Fence> fence() {
        return fenceAfter().map(after -> new Fence(after, fenceGuests()));
    }

    /** Form of the log. */
    enum LogFormat {
        /** Text on a terminal, JSON elsewhere. */
        AUTO,
        TEXT,
        JSON
    }
}
