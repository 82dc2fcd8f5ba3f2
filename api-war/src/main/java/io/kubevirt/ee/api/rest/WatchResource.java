package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.config.ApiConfig;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Watches machines and instances, as server-sent events. */
@RequestScoped
@Path("/v1/watch")
public class WatchResource {
    private static final int LONGEST_REFUSAL_BYTES = 64 * 1024;
    private static final String DEFAULT_TIMEOUT_SECONDS = "300";
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Inject ApiConfig config;
    @Inject KubeGateway kube;
    @Inject RestDesk desk;
    @Inject Callers callers;
    @Inject WatchDesk watches;

    /** Watches the objects of a namespace. */
    @GET
    @Path("namespaces/{namespace}/" + ObjectsResource.KIND)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void watch(@BeanParam RestCall call, @Context SseEventSink sink, @Context Sse sse) {
        open(call, Operation.WATCH, sink, sse);
    }

    /** Watches the objects of all namespaces. */
    @GET
    @Path(ObjectsResource.KIND)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void watchAll(@BeanParam RestCall call, @Context SseEventSink sink, @Context Sse sse) {
        open(call, Operation.WATCH_ALL, sink, sse);
    }

    private void open(RestCall call, Operation operation, SseEventSink sink, Sse sse) {
        Query query = call.query(operation);
        KubeQuestion question =
                new KubeQuestion(
                        callers.credential(call),
                        "GET",
                        call.collection(),
                        query.encoded(more(call, query)),
                        Optional.empty());
        RestDesk.Place place = desk.watching();
        try {
            Flow.Publisher<List<ByteBuffer>> lines = granted(question);
            WatchStream stream =
                    new WatchStream(
                            sse,
                            sink,
                            Instant.now().plus(longest(query)),
                            ended -> {
                                watches.remove(ended);
                                place.giveBack();
                            });
            watches.add(stream);
            sink.send(sse.newEventBuilder().comment("watching").build());
            lines.subscribe(
                    BodySubscribers.fromLineSubscriber(
                            stream, ended -> null, StandardCharsets.UTF_8, "\n"));
        } catch (RuntimeException refused) {
            place.giveBack();
            throw refused;
        }
    }

    private static Map<String, String> more(RestCall call, Query query) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("watch", "1");
        if (query.value(Parameter.TIMEOUT_SECONDS).isEmpty()) {
            more.put(Parameter.TIMEOUT_SECONDS.key(), DEFAULT_TIMEOUT_SECONDS);
        }
        // A client that comes back goes on where it was; it knows better than its first address.
        call.lastEventId()
                .filter(Parameter.RESOURCE_VERSION.rule()::accepts)
                .ifPresent(version -> more.put(Parameter.RESOURCE_VERSION.key(), version));
        if (more.containsKey(Parameter.RESOURCE_VERSION.key())
                || query.value(Parameter.RESOURCE_VERSION).isPresent()) {
            more.put("allowWatchBookmarks", "true");
        } else {
            // All objects first, as the API server has them at hand: without this it would wait for
            // its
            // cache to be as new as etcd, which it cannot learn from every etcd.
            more.put(Parameter.RESOURCE_VERSION.key(), "0");
        }
        return more;
    }

    private static Duration longest(Query query) {
        String seconds = query.value(Parameter.TIMEOUT_SECONDS).orElse(DEFAULT_TIMEOUT_SECONDS);
        return Duration.ofSeconds(Long.parseLong(seconds)).plus(GRACE);
    }

    /** Waits until the API server says that the caller may watch. */
    private Flow.Publisher<List<ByteBuffer>> granted(KubeQuestion question) {
        RestDesk.Place opening = desk.opening();
        try {
            return body(await(kube.watch(question)));
        } finally {
            opening.giveBack();
        }
    }

    private Flow.Publisher<List<ByteBuffer>> body(
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer) {
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        BodySubscriber<byte[]> refusal =
                BodySubscribers.limiting(BodySubscribers.ofByteArray(), LONGEST_REFUSAL_BYTES);
        answer.body().subscribe(refusal);
        throw new ProblemException(Problem.ofAnswer(answer.statusCode(), await(refusal.getBody())));
    }

    private <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(config.clusterTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw KubeGateway.failed(failed.getCause());
        } catch (TimeoutException late) {
            future.cancel(true);
            throw KubeGateway.failed(new CancellationException());
        } catch (InterruptedException stopping) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.unavailable("virt-api stops"), stopping);
        }
    }
}
