package io.kubevirt.ee.api.stream;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens streams to the nodes' agents, by mutual TLS. */
@ApplicationScoped
public class AgentDialer {
    private static final String PEER = "kubevirt.io:system:node:virt-handler";

    @Inject ApiConfig config;

    @Resource ManagedExecutorService executor;

    private HttpClient client;

    /**
     * Opens a stream.
     *
     * @throws StatusException 502 when the agent does not take it within the time allowed
     */
    public WebSocket open(URI agent, WebSocket.Listener listener) {
        CompletableFuture<WebSocket> opening =
                client().newWebSocketBuilder()
                        .subprotocols(StreamFilter.SUBPROTOCOL)
                        .connectTimeout(config.handlerConnectTimeout())
                        .buildAsync(agent, listener);
        try {
            return opening.get(config.handlerConnectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            throw failure(agent, refused.getCause());
        } catch (TimeoutException late) {
            // Should it open after all, nobody wants it any more.
            opening.thenAccept(WebSocket::abort);
            throw failure(agent, late);
        } catch (InterruptedException stopping) {
            opening.thenAccept(WebSocket::abort);
            Thread.currentThread().interrupt();
            throw failure(agent, stopping);
        }
    }

    /** Reads the client's certificate, for readiness; a later change of it is followed. */
    public void prepare() {
        client();
    }

    private synchronized HttpClient client() {
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

    private static StatusException failure(URI agent, Throwable cause) {
        String what =
                switch (cause) {
                    case WebSocketHandshakeException refused ->
                            "virt-handler refused with HTTP " + refused.getResponse().statusCode();
                    case TimeoutException late -> "virt-handler did not answer in time";
                    default -> "virt-handler cannot be reached: " + cause;
                };
        return new StatusException(
                ApiStatus.badGateway(
                        "dialing virt-handler at %s:%d: %s"
                                .formatted(agent.getHost(), agent.getPort(), what)),
                cause);
    }
}
