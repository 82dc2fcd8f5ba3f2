package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ClientWriterTest {
    private final FakeWire wire = new FakeWire();
    private final Queue<Runnable> pings = new ArrayDeque<>();
    private final List<Boolean> results = new ArrayList<>();
    private final ClientWriter writer = new ClientWriter(wire, pings::add);

    @Test
    void aMessageWaitsForThePingBeforeIt() {
        assertThat(writer.ping()).isTrue();
        send(1);
        assertThat(wire.sizes).isEmpty();
        pings.remove().run();
        assertThat(wire.sizes).containsExactly(1);
        wire.written(new SendResult());
        assertThat(results).containsExactly(true);
    }

    @Test
    void aPingLeavesOutACallerToWhomAMessageIsOnItsWay() {
        send(1);
        assertThat(writer.ping()).isFalse();
        assertThat(pings).isEmpty();
        wire.written(new SendResult());
        assertThat(writer.ping()).isTrue();
        assertThat(pings).hasSize(1);
    }

    @Test
    void aPingThatIsStillBeingWrittenIsDueAndNotSentAgain() {
        assertThat(writer.ping()).isTrue();
        assertThat(writer.ping()).isTrue();
        assertThat(pings).hasSize(1);
    }

    @Test
    void whoeverHearsOfAMessageMaySendTheNext() {
        writer.send(ByteBuffer.allocate(1), result -> send(2));
        wire.written(new SendResult());
        assertThat(wire.sizes).containsExactly(1, 2);
    }

    @Test
    void aMessageThatIsRefusedHasFailed() {
        wire.open = false;
        send(1);
        assertThat(results).containsExactly(false);
    }

    @Test
    void aMessageThatWaitedAndIsRefusedHasFailed() {
        writer.ping();
        send(1);
        wire.open = false;
        pings.remove().run();
        assertThat(results).containsExactly(false);
    }

    @Test
    void aPingThatNobodyWritesHoldsUpNothing() {
        ClientWriter stopping =
                new ClientWriter(
                        wire,
                        ping -> {
                            throw new RejectedExecutionException("the server stops");
                        });
        stopping.ping();
        stopping.send(ByteBuffer.allocate(3), result -> {});
        assertThat(wire.sizes).containsExactly(3);
    }

    private void send(int bytes) {
        writer.send(ByteBuffer.allocate(bytes), result -> results.add(result.isOK()));
    }

    /** As Liberty's: fails what comes while something else is being written. */
    private static final class FakeWire implements ClientWriter.Wire {
        private final List<Integer> sizes = new ArrayList<>();
        private SendHandler writing;
        private boolean open = true;

        @Override
        public void send(ByteBuffer message, SendHandler whenSent) {
            requireOpen();
            assertThat(writing).as("another message is being written").isNull();
            sizes.add(message.remaining());
            writing = whenSent;
        }

        @Override
        public void ping() throws IOException {
            requireOpen();
            assertThat(writing).as("a message is being written").isNull();
        }

        private void requireOpen() {
            if (!open) {
                throw new IllegalStateException("closed");
            }
        }

        void written(SendResult result) {
            SendHandler handler = writing;
            writing = null;
            handler.onResult(result);
        }
    }
}
