package io.kubevirt.ee.api.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings; docs/configuration.md says what each is for. Ports of the server: server.xml. */
@ApplicationScoped
public class ApiConfig {
    @Inject
    @ConfigProperty(name = "kubevirt.api.kubeconfig")
    Optional<Path> kubeconfig;

    @Inject
    @ConfigProperty(name = "kubevirt.api.namespace", defaultValue = "kubevirt")
    String namespace;

    @Inject
    @ConfigProperty(name = "kubevirt.api.tls-dir", defaultValue = "/etc/kubevirt/virt-api-certs")
    Path tlsDirectory;

    @Inject
    @ConfigProperty(
            name = "kubevirt.api.serving-dir",
            defaultValue = "/var/run/kubevirt/virt-api-serving")
    Path servingDirectory;

    @Inject
    @ConfigProperty(name = "kubevirt.api.https-port", defaultValue = "8443")
    int httpsPort;

    @Inject
    @ConfigProperty(
            name = "kubevirt.api.client-tls-dir",
            defaultValue = "/etc/kubevirt/virt-api-client-certs")
    Path clientTlsDirectory;

    @Inject
    @ConfigProperty(name = "kubevirt.api.handler-port", defaultValue = "8186")
    int handlerPort;

    @Inject
    @ConfigProperty(name = "kubevirt.api.handler-connect-timeout", defaultValue = "PT5S")
    Duration handlerConnectTimeout;

    @Inject
    @ConfigProperty(name = "kubevirt.api.handler-request-timeout", defaultValue = "PT40S")
    Duration handlerRequestTimeout;

    @Inject
    @ConfigProperty(name = "kubevirt.api.cluster-timeout", defaultValue = "PT10S")
    Duration clusterTimeout;

    @Inject
    @ConfigProperty(name = "kubevirt.api.stream-ping-interval", defaultValue = "PT20S")
    Duration streamPingInterval;

    @Inject
    @ConfigProperty(name = "kubevirt.api.stream-send-timeout", defaultValue = "PT60S")
    Duration streamSendTimeout;

    @Inject
    @ConfigProperty(name = "kubevirt.api.max-streams", defaultValue = "500")
    int maxStreams;

    @Inject
    @ConfigProperty(name = "kubevirt.api.rest-port", defaultValue = "8444")
    int restPort;

    @Inject
    @ConfigProperty(name = "kubevirt.api.health-port", defaultValue = "9080")
    int healthPort;

    @Inject
    @ConfigProperty(name = "kubevirt.api.rest-timeout", defaultValue = "PT30S")
    Duration restTimeout;

    @Inject
    @ConfigProperty(name = "kubevirt.api.rest-max-requests", defaultValue = "32")
    int restMaxRequests;

    @Inject
    @ConfigProperty(name = "kubevirt.api.rest-max-watches", defaultValue = "50")
    int restMaxWatches;

    @Inject
    @ConfigProperty(name = "kubevirt.api.rest-client-certificates", defaultValue = "false")
    boolean restClientCertificates;

    @Inject
    @ConfigProperty(name = "kubevirt.api.host-disk-paths")
    Optional<List<String>> hostDiskPaths;

    /** Folders of the nodes below which guests may have disks; none: nowhere. */
    public List<String> hostDiskPaths() {
        return hostDiskPaths.orElseGet(List::of);
    }

    /** A kubeconfig file; nothing: the service account of the pod. */
    public Optional<Path> kubeconfig() {
        return kubeconfig;
    }

    /** Where the components live, and so the agents' pods are looked for. */
    public String namespace() {
        return namespace;
    }

    /** What kube-apiserver sees: certificate, front proxy's CA and names. */
    public Path tlsDirectory() {
        return tlsDirectory;
    }

    /** Copies of the key stores, which Liberty reads. */
    public Path servingDirectory() {
        return servingDirectory;
    }

    /** The port of webhooks and the aggregated API. */
    public int httpsPort() {
        return httpsPort;
    }

    /** What the nodes' agents see: tls.crt, tls.key, ca.crt. */
    public Path clientTlsDirectory() {
        return clientTlsDirectory;
    }

    /** The agents' port for mutual TLS. */
    public int handlerPort() {
        return handlerPort;
    }

    /** How long an agent may take to accept a stream. */
    public Duration handlerConnectTimeout() {
        return handlerConnectTimeout;
    }

    /** How long an agent may take to do what it is asked for. */
    public Duration handlerRequestTimeout() {
        return handlerRequestTimeout;
    }

    /** How long the API server may take to answer. */
    public Duration clusterTimeout() {
        return clusterTimeout;
    }

    /** How often both ends of a stream are pinged; one that misses two in a row is gone. */
    public Duration streamPingInterval() {
        return streamPingInterval;
    }

    /** How long an end of a stream may take to accept one message. */
    public Duration streamSendTimeout() {
        return streamSendTimeout;
    }

    /** How many streams may be open at a time. */
    public int maxStreams() {
        return maxStreams;
    }

    /** The port of the REST entrypoint. */
    public int restPort() {
        return restPort;
    }

    /** The plain port of health and of the OpenAPI document. */
    public int healthPort() {
        return healthPort;
    }

    /** How long the API server may take to answer a REST request. */
    public Duration restTimeout() {
        return restTimeout;
    }

    /** How many REST requests may be under way at a time. */
    public int restMaxRequests() {
        return restMaxRequests;
    }

    /** Whether the REST port takes certificates of clients for who calls. */
    public boolean restClientCertificates() {
        return restClientCertificates;
    }

    /** How many REST watches may be open at a time. */
    public int restMaxWatches() {
        return restMaxWatches;
    }
}
