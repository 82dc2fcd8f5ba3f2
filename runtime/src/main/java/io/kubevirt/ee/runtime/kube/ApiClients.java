package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.RestCallMeter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes clients of the API server. In a pod the service account's token is read again each minute.
 *
 * <p>Threads: the only ones are okhttp's own daemon threads (one reader for each HTTP/2 connection,
 * one for upkeep of the connection pool); they run no code of ours and need no container context.
 * {@link #close} lets them end.
 */
public final class ApiClients {
    private static final Duration PING = Duration.ofSeconds(20);

    /**
     * Longer than the minute between two bookmarks: a watch that is silent for so long is dead, and
     * is ended.
     */
    private static final Duration WATCH_SILENCE = Duration.ofSeconds(150);

    private ApiClients() {}

    /** A client for requests that are answered at once. */
    public static ApiClient forRequests(ClusterAccess access) throws IOException {
        return forRequests(access, Meters.NONE);
    }

    /** The same, counted and timed. */
    public static ApiClient forRequests(ClusterAccess access, Meters meters) throws IOException {
        return make(access, access.readTimeout(), meters);
    }

    /** A client for watches; its reads time out when not even a bookmark comes. */
    public static ApiClient forWatches(ClusterAccess access) throws IOException {
        return forWatches(access, Meters.NONE);
    }

    /** The same, counted and timed until the watch is open. */
    public static ApiClient forWatches(ClusterAccess access, Meters meters) throws IOException {
        return make(access, WATCH_SILENCE, meters);
    }

    /** Ends the client's idle connections and threads. */
    public static void close(ApiClient client) {
        client.getHttpClient().dispatcher().cancelAll();
        client.getHttpClient().connectionPool().evictAll();
        client.getHttpClient().dispatcher().executorService().shutdown();
    }

    private static ApiClient make(ClusterAccess access, Duration readTimeout, Meters meters)
            throws IOException {
        ClientBuilder builder =
                access.kubeconfig().isPresent()
                        ? ClientBuilder.kubeconfig(read(access.kubeconfig().get()))
                        : ClientBuilder.cluster();
        ApiClient client = builder.setPingInterval(PING).setReadTimeout(readTimeout).build();
        client.setConnectTimeout(Math.toIntExact(access.connectTimeout().toMillis()));
        client.setUserAgent(access.userAgent());
        client.setHttpClient(
                client.getHttpClient()
                        .newBuilder()
                        .addInterceptor(new RestCallMeter(meters))
                        .build());
        return client;
    }

    private static KubeConfig read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            KubeConfig config = KubeConfig.loadKubeConfig(reader);
            config.setFile(file.toFile());
            return config;
        }
    }
}
