package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.runtime.tls.MutualTls;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens streams to the nodes' agents, by mutual TLS. */
@ApplicationScoped
public class AgentDialer {
    private static final String PEER = "kubevirt.io:system:node:virt-handler";

    /** Requests that may wait for agents: each holds a thread of the server. */
    private static final int MOST_DIALING = 8;

    private final Semaphore dialing = new Semaphore(MOST_DIALING);

    @Inject ApiConfig config;

    @Resource ManagedExecutorService executor;

    private HttpClient client;

    /**
     * Opens a stream.
     *
     * @throws StatusException when the agent does not take it within the time allowed
     */
    public WebSocket open(StreamKind kind, URI agent, WebSocket.Listener listener) {
        if (!dialing.tryAcquire()) {
            throw new StatusException(
                    ApiStatus.tooManyRequests("too many streams are being opened, try again"));
        }
        try {
            return await(kind, agent, dial(agent, listener));
        } finally {
            dialing.release();
        }
    }

    private CompletableFuture<WebSocket> dial(URI agent, WebSocket.Listener listener) {
        return client().newWebSocketBuilder()
                .subprotocols(StreamFilter.SUBPROTOCOL)
                .connectTimeout(config.handlerConnectTimeout())
                .buildAsync(agent, listener);
    }

    private WebSocket await(StreamKind kind, URI agent, CompletableFuture<WebSocket> opening) {
        try {
            return opening.get(config.handlerConnectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            throw failure(kind, agent, refused.getCause());
        } catch (TimeoutException late) {
            abandon(opening);
            throw new StatusException(silent(agent, "it did not answer in time"), late);
        } catch (InterruptedException stopping) {
            abandon(opening);
            Thread.currentThread().interrupt();
            throw new StatusException(ApiStatus.serviceUnavailable("virt-api stops"), stopping);
        }
    }

    /** Should it open after all, nobody wants it any more. */
    private static void abandon(CompletableFuture<WebSocket> opening) {
        if (!opening.cancel(true)) {
            opening.thenAccept(WebSocket::abort);
        }
    }

    private static StatusException failure(StreamKind kind, URI agent, Throwable cause) {
        return switch (cause) {
            case WebSocketHandshakeException answer ->
                    new StatusException(
                            AgentRefusal.answered(kind, answer.getResponse().statusCode()), answer);
            default -> new StatusException(silent(agent, String.valueOf(cause)), cause);
        };
    }

    private static V1Status silent(URI agent, String why) {
        return AgentRefusal.silent(agent.getHost() + ":" + agent.getPort(), why);
    }

    /** Reads the client's certificate, for readiness; a later change of it is followed. */
    public void prepare() {
        client();
    }

    /** The client that agents know, for requests that are no streams. */
    public synchronized HttpClient client() {
        if (client == null) {
            try {
                client =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .proxy(HttpClient.Builder.NO_PROXY)
                                .executor(executor)
                                .sslContext(
                                        MutualTls.context(
                                                config.clientTlsDirectory(),
                                                PEER,
                                                InstantSource.system()))
                                .build();
            } catch (IOException | GeneralSecurityException e) {
                throw new StatusException(
                        ApiStatus.internalError(
                                "the certificate for virt-handler cannot be read from "
                                        + config.clientTlsDirectory()),
                        e);
            }
        }
        return client;
    }

    @PreDestroy
    synchronized void stop() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
