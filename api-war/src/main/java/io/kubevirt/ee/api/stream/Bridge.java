package io.kubevirt.ee.api.stream;

import io.kubevirt.ee.runtime.stream.MessageAssembler;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One stream: what the caller sends goes to the agent, and back. What comes from the agent is held
 * one message at a time, what comes from the caller a few: a slow end slows the other one down.
 */
final class Bridge {
    private static final Logger LOG = System.getLogger(Bridge.class.getName());
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final String name;
    private final boolean datagrams;
    private final MessageAssembler clientsMessage = new MessageAssembler();
    private final Duration sendTimeout;
    private final Consumer<Bridge> whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Silence silence = new Silence();
    private final Outbox outbox;
    private final ClientWriter clientWriter;
    private volatile WebSocket agent;
    private volatile Session client;

    /**
     * @param name of the instance, for the log
     * @param datagrams each message is one, and stays whole
     * @param sendTimeout how long an end may take to accept a message
     * @param holdable how many callers' threads may be held, of all streams together
     * @param pinging writes pings to callers, one task each
     * @param whenEnded called once
     */
    Bridge(
            String name,
            boolean datagrams,
            Duration sendTimeout,
            Semaphore holdable,
            Executor pinging,
            Consumer<Bridge> whenEnded) {
        this.name = name;
        this.datagrams = datagrams;
        this.sendTimeout = sendTimeout;
        this.whenEnded = whenEnded;
        this.outbox = new Outbox(bytes -> agent.sendBinary(bytes, true), holdable);
        this.clientWriter = new ClientWriter(new ClientWire(), pinging);
    }

    /** Hears what the agent sends. */
    WebSocket.Listener agentSide() {
        return new AgentSide();
    }

    void agentOpened(WebSocket opened) {
        agent = opened;
    }

    /** Both ends are open now: the agent may send. */
    void clientOpened(Session opened) {
        opened.getAsyncRemote().setSendTimeout(sendTimeout.toMillis());
        client = opened;
        if (ended.get()) {
            closeClient(Ending.goingAway("the stream ended"));
            return;
        }
        LOG.log(Level.DEBUG, "stream of {0} opened", name);
        agent.request(1);
    }

    /** Passes bytes on; returns when more may come. Called by one thread at a time. */
    void fromClient(ByteBuffer part, boolean last) {
        clientAnswered();
        if (ended.get()) {
            return;
        }
        try {
            sendable(clientsMessage, part, last).ifPresent(this::toAgent);
        } catch (IOException tooLong) {
            end(Ending.tooLong(tooLong.getMessage()));
        }
    }

    /** What can be sent on of a message: a datagram when it is whole, else each part. */
    private Optional<ByteBuffer> sendable(MessageAssembler message, ByteBuffer part, boolean last)
            throws IOException {
        if (datagrams) {
            return message.add(part, last);
        }
        return part.hasRemaining() ? Optional.of(copy(part)) : Optional.empty();
    }

    private void toAgent(ByteBuffer message) {
        try {
            switch (outbox.put(message, sendTimeout)) {
                case TAKEN -> {}
                case STUCK -> end(Ending.failure("virt-handler no longer takes input"));
                case TOO_MANY_HELD ->
                        end(Ending.failure("too much input waits for its guests, try again"));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            end(Ending.goingAway("virt-api stops"));
        }
    }

    void clientAnswered() {
        silence.clientAnswered();
    }

    /** Asks both ends whether they are there; ends the stream when one was silent too often. */
    void ping() {
        if (client == null || ended.get()) {
            return;
        }
        Optional<Ending> tooSilent = silence.ask();
        if (tooSilent.isPresent()) {
            end(tooSilent.get());
            return;
        }
        agent.sendPing(NOTHING.duplicate());
        if (!clientWriter.ping()) {
            silence.excuse();
        }
    }

    /** Ends the stream: the first who ends it says how. */
    void end(Ending ending) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        LOG.log(Level.DEBUG, "stream of {0} ended: {1}", name, ending);
        outbox.close();
        if (agent != null && !agent.isOutputClosed()) {
            agent.sendClose(ending.code(), ending.reason());
        }
        closeClient(ending);
        whenEnded.accept(this);
    }

    /** Lets go of the agent's connection, should the agent not have closed it. */
    void abort() {
        if (agent != null) {
            agent.abort();
        }
    }

    private void closeClient(Ending ending) {
        Session open = client;
        if (open == null || !open.isOpen()) {
            return;
        }
        try {
            open.close(
                    new CloseReason(
                            CloseReason.CloseCodes.getCloseCode(ending.code()), ending.reason()));
        } catch (IOException | IllegalStateException gone) {
            LOG.log(Level.DEBUG, "the caller of {0} is gone: {1}", name, gone);
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    private final class ClientWire implements ClientWriter.Wire {
        @Override
        public void send(ByteBuffer message, SendHandler whenSent) {
            client.getAsyncRemote().sendBinary(message, whenSent);
        }

        @Override
        public void ping() throws IOException {
            client.getAsyncRemote().sendPing(NOTHING.duplicate());
        }
    }

    private final class AgentSide implements WebSocket.Listener {
        private final MessageAssembler agentsMessage = new MessageAssembler();

        @Override
        public void onOpen(WebSocket opened) {
            // Nothing is asked for until the caller's end is open too.
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
            silence.agentAnswered();
            Optional<ByteBuffer> message;
            try {
                message = sendable(agentsMessage, bytes, last);
            } catch (IOException tooLong) {
                end(Ending.tooLong(tooLong.getMessage()));
                return null;
            }
            if (message.isEmpty()) {
                from.request(1);
                return null;
            }
            return toClient(message.get(), from);
        }

        private CompletionStage<?> toClient(ByteBuffer message, WebSocket from) {
            CompletableFuture<Void> taken = new CompletableFuture<>();
            clientWriter.send(message, result -> sent(result, from, taken));
            return taken;
        }

        private void sent(SendResult result, WebSocket from, CompletableFuture<Void> taken) {
            taken.complete(null);
            if (result.isOK()) {
                // Whoever takes output is there; his answers to pings come after all that waits,
                // and the agent's were not asked for.
                silence.excuse();
                from.request(1);
            } else {
                end(Ending.failure("the caller no longer takes output"));
            }
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            silence.agentAnswered();
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            silence.agentAnswered();
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(Ending.passedOn(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(Ending.failure("the connection to virt-handler failed"));
        }
    }
}
