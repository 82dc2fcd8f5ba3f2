package io.kubevirt.ee.api.it;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A client of server-sent events that reads what comes, in a thread of its own. */
final class Watching implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int code;
    private final Stream<String> lines;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Watching(int code, Stream<String> lines) {
        this.code = code;
        this.lines = lines;
    }

    /** One event. */
    record Event(String name, String id, JsonObject data) {}

    static Watching open(Http http, String path, String... moreHeaders) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(http.base() + path))
                        .header("Accept", "text/event-stream")
                        .timeout(PATIENCE)
                        .headers(http.headers());
        if (moreHeaders.length > 0) {
            request.headers(moreHeaders);
        }
        HttpResponse<Stream<String>> response =
                http.client().send(request.build(), HttpResponse.BodyHandlers.ofLines());
        Watching watching = new Watching(response.statusCode(), response.body());
        Thread.ofVirtual().start(watching::read);
        return watching;
    }

    int code() {
        return code;
    }

    /** The next event; none comes within the time: the test fails. */
    Event next() throws InterruptedException {
        Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event within " + PATIENCE);
        }
        return event;
    }

    /** The next event that is no bookmark. */
    Event nextChange() throws InterruptedException {
        Event event = next();
        while (event.name().equals("BOOKMARK")) {
            event = next();
        }
        return event;
    }

    void awaitEnd() throws Exception {
        end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    List<Event> unread() {
        return List.copyOf(events);
    }

    private void read() {
        String name = "";
        String id = "";
        String data = "";
        try {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data += line.substring(5).strip();
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(name, id, JsonParser.parseString(data).getAsJsonObject()));
                    data = "";
                }
            }
            end.complete(null);
        } catch (RuntimeException lost) {
            end.completeExceptionally(lost);
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
