package io.kubevirt.ee.e2e;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Users who ask virt-api for something twenty times a second, through kube-apiserver, whether or
 * not earlier requests are answered. In turns: a read and a start of the aggregated API, a write
 * that goes through the webhooks; all of them dry, so nothing changes.
 */
final class SteadyClient implements AutoCloseable {

    static final int PER_SECOND = 20;

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType MERGE_PATCH = MediaType.get("application/merge-patch+json");

    private final OkHttpClient http =
            Cluster.CLIENT.getHttpClient().newBuilder().callTimeout(LONGEST).build();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong slowestMillis = new AtomicLong();
    private final long start = System.nanoTime();
    private final List<Request> requests;
    private long stop;

    SteadyClient(TestVm vm) {
        String base = Cluster.CLIENT.getBasePath() + "/apis/";
        String machine =
                "v1/namespaces/" + vm.key().namespace() + "/virtualmachines/" + vm.key().name();
        requests =
                List.of(
                        new Request.Builder()
                                .url(base + "subresources.kubevirt.io/v1/version")
                                .build(),
                        new Request.Builder()
                                .url(base + "subresources.kubevirt.io/" + machine + "/start")
                                .put(RequestBody.create("{\"dryRun\":[\"All\"]}", JSON))
                                .build(),
                        new Request.Builder()
                                .url(base + "kubevirt.io/" + machine + "?dryRun=All")
                                .patch(
                                        RequestBody.create(
                                                "{\"spec\":{\"runStrategy\":\"Halted\"}}",
                                                MERGE_PATCH))
                                .build());
        beat.scheduleAtFixedRate(
                () -> callers.execute(this::ask), 0, 1_000 / PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        int number = sent.getAndIncrement();
        Request request = requests.get(number % requests.size());
        long begun = System.nanoTime();
        String what = request.method() + " " + request.url().encodedPath();
        try (Response response = http.newCall(request).execute()) {
            String body = response.body().string();
            if (!response.isSuccessful()) {
                failures.add(seconds(begun) + what + ": " + response.code() + " " + body);
            }
        } catch (IOException e) {
            failures.add(seconds(begun) + what + ": " + e);
        }
        answered.incrementAndGet();
        slowestMillis.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
    }

    private String seconds(long at) {
        return "after %.1f s: ".formatted((at - start) / 1e9);
    }

    void awaitAnswers(int count) {
        Eventually.until(count + " answers", Duration.ofSeconds(60), () -> answered() >= count);
    }

    int answered() {
        return answered.get();
    }

    /** Sends no more, and waits for the answers that are due. */
    void stop() throws InterruptedException {
        beat.shutdown();
        beat.awaitTermination(1, TimeUnit.SECONDS);
        stop = System.nanoTime();
        callers.shutdown();
        if (!callers.awaitTermination(LONGEST.toSeconds() + 1, TimeUnit.SECONDS)) {
            failures.add("requests without an end");
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    double perSecond() {
        return sent.get() * 1e9 / (stop - start);
    }

    @Override
    public String toString() {
        return "%d requests, %.1f each second, %d failed, the slowest took %d ms"
                .formatted(sent.get(), perSecond(), failures.size(), slowestMillis.get());
    }

    @Override
    public void close() {
        beat.shutdownNow();
        callers.shutdownNow();
    }
}
