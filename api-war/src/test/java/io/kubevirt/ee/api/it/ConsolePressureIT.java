package io.kubevirt.ee.api.it;

import static io.kubevirt.ee.api.it.Consoles.administrator;
import static io.kubevirt.ee.api.it.Consoles.console;
import static io.kubevirt.ee.api.it.Consoles.read;
import static io.kubevirt.ee.api.it.Consoles.readAll;
import static io.kubevirt.ee.api.it.Consoles.running;
import static io.kubevirt.ee.api.it.Consoles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Much that is said on consoles, and ends that do not read; the way is that of {@link ConsoleIT}.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConsolePressureIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir private Path directory;
    private Agent agent;

    @BeforeEach
    void startAgent() throws Exception {
        agent = Agent.started(directory.resolve("agent"));
    }

    @AfterEach
    void stopAgent() {
        agent.close();
    }

    @Test
    void muchOutputArrivesWholeAndInOrder() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
        byte[] output = noise(16 * MEBIBYTE);
        write(agent.guest(), output);
        Awaitility.await("all output")
                .atMost(Duration.ofSeconds(120))
                .until(() -> terminal.count() >= output.length);
        assertThat(terminal.bytes()).isEqualTo(output);
        terminal.leave();
    }

    @Test
    void muchInputArrivesWholeAndInOrder() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
        SocketChannel guest = agent.guest();
        byte[] input = noise(8 * MEBIBYTE);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> received.completeAsync(() -> readAll(guest, input.length)));
        for (int at = 0; at < input.length; at += 4096) {
            terminal.send(Arrays.copyOfRange(input, at, at + 4096)).join();
        }
        assertThat(received.get(120, TimeUnit.SECONDS)).isEqualTo(input);
        terminal.leave();
    }

    @Test
    void aCallerWhoReadsNothingHoldsUpItsGuestAndIsLeftInTheEnd() throws Exception {
        Terminal terminal = Terminal.openWithoutReading(administrator(), console(running(agent)));
        SocketChannel guest = agent.guest();
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> cutOff =
                CompletableFuture.runAsync(() -> writeWithoutEnd(guest, written));
        cutOff.get(60, TimeUnit.SECONDS);
        // Sockets and proxies on the way hold a few MiB; virt-api itself holds one message.
        assertThat(written.get()).isLessThan(64L * MEBIBYTE);
        terminal.vanish();
    }

    @Test
    void aGuestThatReadsNothingHoldsUpItsCallerOnly() throws Exception {
        Terminal stuck = Terminal.open(administrator(), console(running(agent)));
        SocketChannel deaf = agent.guest();
        Terminal other = Terminal.open(administrator(), console(running(agent)));
        SocketChannel listening = agent.guest();
        AtomicLong sent = new AtomicLong();
        Thread typing = Thread.ofVirtual().start(() -> sendWithoutEnd(stuck, sent));
        Awaitility.await("the caller is held up")
                .atMost(SOON)
                .during(Duration.ofSeconds(2))
                .until(sent::get, new Unchanging());
        other.type("hello");
        assertThat(read(listening, 5)).isEqualTo("hello");
        assertThat(sent.get()).isLessThan(64L * MEBIBYTE);
        stuck.vanish();
        other.leave();
        assertThat(typing.join(SOON)).isTrue();
        deaf.close();
    }

    @Test
    void moreStreamsThanAllowedAreRefused() throws Exception {
        List<Terminal> open = new ArrayList<>();
        int allowed = Integer.parseInt(System.getenv("KUBEVIRT_API_MAX_STREAMS"));
        for (int i = 0; i < allowed; i++) {
            open.add(Terminal.open(administrator(), console(running(agent))));
        }
        assertThat(Terminal.refusal(administrator(), console(running(agent)))).isEqualTo(429);
        open.removeFirst().leave();
        Awaitility.await("there is room again")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> open.add(Terminal.open(administrator(), console(running(agent)))));
        open.forEach(Terminal::leave);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private static void writeWithoutEnd(SocketChannel guest, AtomicLong written) {
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        try {
            while (true) {
                written.addAndGet(guest.write(chunk.clear()));
            }
        } catch (IOException cutOff) {
            // As it should be.
        }
    }

    private static void sendWithoutEnd(Terminal terminal, AtomicLong sent) {
        byte[] chunk = new byte[64 * 1024];
        try {
            while (true) {
                terminal.send(chunk).join();
                sent.addAndGet(chunk.length);
            }
        } catch (CompletionException closed) {
            // As it should be.
        }
    }

    /** Holds while a number stays what it was. */
    private static final class Unchanging extends BaseMatcher<Long> {
        private Long last;

        @Override
        public boolean matches(Object value) {
            boolean same = value.equals(last) && last > 0;
            last = (Long) value;
            return same;
        }

        @Override
        public void describeTo(Description description) {
            description.appendText("a number that does not change");
        }
    }
}
