package io.kubevirt.ee.api.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One open watch: a line of the API server becomes an event, and the next line is asked for when
 * the client has taken it. A client that does not take anything slows only itself down.
 */
final class WatchStream implements Flow.Subscriber<String> {
    private final Sse sse;
    private final SseEventSink sink;
    private final Instant until;
    private final Consumer<WatchStream> whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Flow.Subscription lines;

    /**
     * @param until when it ends at the latest
     * @param whenEnded called once
     */
    WatchStream(Sse sse, SseEventSink sink, Instant until, Consumer<WatchStream> whenEnded) {
        this.sse = sse;
        this.sink = sink;
        this.until = until;
        this.whenEnded = whenEnded;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        lines = subscription;
        if (ended.get()) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(String line) {
        Optional<WatchEvent> event = WatchEvent.of(line);
        if (event.isEmpty()) {
            lines.request(1);
            return;
        }
        send(event.get())
                .whenComplete(
                        (sent, failure) -> {
                            if (failure == null) {
                                lines.request(1);
                            } else {
                                end();
                            }
                        });
    }

    @Override
    public void onError(Throwable lost) {
        if (!ended.get()) {
            send(WatchEvent.error(KubeGateway.failed(lost).problem()))
                    .whenComplete((sent, failure) -> end());
        }
    }

    @Override
    public void onComplete() {
        end();
    }

    /** Says that it is still there, so that either end notices when the other is gone. */
    void beat(Instant now) {
        if (sink.isClosed() || now.isAfter(until)) {
            end();
            return;
        }
        sink.send(sse.newEventBuilder().comment("still watching").build())
                .whenComplete(
                        (sent, failure) -> {
                            if (failure != null) {
                                end();
                            }
                        });
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            if (lines != null) {
                lines.cancel();
            }
            sink.close();
            whenEnded.accept(this);
        }
    }

    private CompletionStage<?> send(WatchEvent event) {
        OutboundSseEvent.Builder builder =
                sse.newEventBuilder()
                        .name(event.name())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(String.class, event.data());
        event.id().ifPresent(builder::id);
        return sink.send(builder.build());
    }
}
