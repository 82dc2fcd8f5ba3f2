package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A guest that counts, and somebody who asks it all the time, without Kubernetes. It numbers its
 * answers: one that was started anew would begin again.
 */
final class Witness implements AutoCloseable {

    private static final Duration ASK_EVERY = Duration.ofMillis(400);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestVm vm;
    private final GuestIdentity guest;
    private final NodeView.Started qemu;
    private final HttpRequest request;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final AtomicReference<Answer> last = new AtomicReference<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();

    /**
     * What the guest said last.
     *
     * @param boot the id of its kernel's boot
     * @param uptimeSeconds its kernel's time since then
     * @param number of the answer
     */
    record Answer(String boot, double uptimeSeconds, long number) {

        static Answer parse(String page) {
            var lines =
                    page.lines()
                            .map(line -> line.split(": ", 2))
                            .collect(Collectors.toMap(line -> line[0], line -> line[1]));
            return new Answer(
                    lines.get("boot"),
                    Double.parseDouble(lines.get("uptime")),
                    Long.parseLong(lines.get("requests")));
        }
    }

    /** Waits until the guest shows its page, and asks from then on. */
    Witness(TestVm vm) throws Exception {
        this.vm = vm;
        guest = vm.awaitPage();
        qemu = NodeView.started(NodeView.qemu(guest.domain()).orElseThrow());
        String ip = vm.vmi().orElseThrow().status().interfaces().getFirst().ipAddress();
        request =
                HttpRequest.newBuilder(URI.create("http://" + ip + "/cgi-bin/index.cgi"))
                        .timeout(ANSWER)
                        .build();
        asking.scheduleWithFixedDelay(this::ask, 0, ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        awaitAnswers(1);
    }

    GuestIdentity guest() {
        return guest;
    }

    long qemuPid() {
        return qemu.pid();
    }

    Answer answer() {
        return last.get();
    }

    /** Waits until the guest has given so many more answers. */
    void awaitAnswers(int more) {
        long from = last.get() == null ? 0 : last.get().number();
        Eventually.until(
                more + " more answers of " + vm.key(),
                PATIENCE,
                () -> last.get() != null && last.get().number() >= from + more);
    }

    /** The same qemu, the same boot, and the count went on since {@code before}. */
    void hasLivedOnSince(Answer before) {
        awaitAnswers(1);
        Answer now = last.get();
        assertThat(NodeView.qemu(guest.domain())).contains(qemu.pid());
        assertThat(NodeView.started(qemu.pid())).isEqualTo(qemu);
        assertThat(now.boot()).isEqualTo(before.boot());
        assertThat(now.number()).isGreaterThan(before.number());
        assertThat(now.uptimeSeconds()).isGreaterThan(before.uptimeSeconds());
    }

    /** Kubernetes says that it runs and is ready. */
    void isReady() {
        Eventually.holds(
                vm.key() + " is ready",
                PATIENCE,
                () -> {
                    assertThat(vm.vmi().orElseThrow().metadata().getUid())
                            .isEqualTo(guest.vmiUid());
                    assertThat(vm.phase()).isEqualTo("Running");
                    assertThat(vm.vmi().orElseThrow().status().conditions())
                            .anyMatch(c -> c.type().equals("Ready") && c.status().equals("True"));
                });
    }

    private void ask() {
        try {
            last.set(Answer.parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body()));
        } catch (IOException _) {
            // No answer: whoever waits for one sees that none comes.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
        http.shutdownNow();
        vm.delete();
        vm.awaitNothingLeft(guest);
    }
}
