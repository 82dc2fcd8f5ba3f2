package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.rest.certificate.Peer;
import io.kubevirt.ee.api.rest.certificate.StandIn;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks the API server in the name of a caller: his token goes with the request, or it is said whose
 * certificate we saw. The connection shows no certificate of ours. No thread waits for an answer,
 * since the API server may need one of ours to give it: its webhooks, and start and stop, lead
 * here.
 */
@ApplicationScoped
public class KubeGateway {
    private static final int LONGEST_ANSWER_BYTES = 8 * 1024 * 1024;

    @Inject ApiConfig config;
    @Inject RestDesk desk;
    @Inject StandIn standIn;
    @Resource ManagedExecutorService executor;
    @Resource ManagedScheduledExecutorService scheduler;

    private HttpClient client;
    private String root;

    @PostConstruct
    void connect() {
        try {
            KubeAddress address = KubeAddress.of(config.kubeconfig());
            root = address.url();
            client =
                    HttpClient.newBuilder()
                            .executor(executor)
                            .proxy(HttpClient.Builder.NO_PROXY)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(config.clusterTimeout())
                            .sslContext(address.tls())
                            .build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the API server's address cannot be read", unreadable);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the API server's CA cannot be read", e);
        }
    }

    @PreDestroy
    void disconnect() {
        client.shutdownNow();
    }

    /**
     * Asks, and gives up after the time allowed.
     *
     * @throws ProblemException 429 when as much is under way as is allowed
     */
    CompletionStage<KubeAnswer> ask(KubeQuestion question) {
        HttpRequest request = request(question);
        RestDesk.Place place = desk.asking();
        CompletableFuture<HttpResponse<byte[]>> asking;
        ScheduledFuture<?> deadline;
        try {
            asking =
                    client.sendAsync(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofByteArray(), LONGEST_ANSWER_BYTES));
            deadline = endAfter(asking);
        } catch (RuntimeException stopping) {
            place.giveBack();
            throw stopping;
        }
        return asking.handle(
                (response, failure) -> {
                    place.giveBack();
                    deadline.cancel(false);
                    if (failure != null) {
                        throw failed(failure);
                    }
                    return new KubeAnswer(response.statusCode(), response.body());
                });
    }

    private ScheduledFuture<?> endAfter(CompletableFuture<?> asking) {
        return scheduler.schedule(
                () -> asking.cancel(true), config.restTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks for an answer without an end; what is returned is its beginning. */
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> watch(KubeQuestion question) {
        return client.sendAsync(request(question), BodyHandlers.ofPublisher());
    }

    /** What went wrong on the way, in a few words; where to is not for the caller. */
    static ProblemException failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        Problem problem =
                switch (cause) {
                    case HttpTimeoutException late ->
                            Problem.gatewayTimeout("the API server did not answer in time");
                    case CancellationException late ->
                            Problem.gatewayTimeout("the API server did not answer in time");
                    case ConnectException refused ->
                            Problem.unavailable("the API server cannot be reached");
                    case IOException tooLong
                            when String.valueOf(tooLong.getMessage()).contains("capacity") ->
                            Problem.badGateway(
                                    "the answer is longer than %d bytes: ask for fewer objects"
                                            .formatted(LONGEST_ANSWER_BYTES));
                    default -> Problem.unavailable("the connection to the API server was lost");
                };
        return new ProblemException(problem, cause);
    }

    private HttpRequest request(KubeQuestion question) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + question.pathAndQuery()))
                        .timeout(config.restTimeout())
                        .header("Accept", "application/json")
                        .header("User-Agent", "virt-api-rest")
                        .method(
                                question.method(),
                                question.body()
                                        .map(body -> BodyPublishers.ofByteArray(body.content()))
                                        .orElseGet(BodyPublishers::noBody));
        question.body().ifPresent(body -> request.header("Content-Type", body.mediaType()));
        switch (question.credential()) {
            case Credential.Token token -> request.header("Authorization", token.authorization());
            case Credential.Certificate certificate -> speakFor(certificate.user(), request);
        }
        return request.build();
    }

    private void speakFor(Peer.User user, HttpRequest.Builder request) {
        try {
            standIn.speakFor(user, request);
        } catch (IOException unreadable) {
            throw new ProblemException(
                    Problem.unavailable("virt-api's own token cannot be read: use a token"),
                    unreadable);
        }
    }
}
