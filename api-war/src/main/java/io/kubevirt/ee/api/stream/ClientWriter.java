package io.kubevirt.ee.api.stream;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a caller is sent, one thing at a time: Liberty fails a message that comes while a ping is
 * being written, and holds the thread of a ping while a message is.
 */
final class ClientWriter {
    private static final Logger LOG = System.getLogger(ClientWriter.class.getName());

    private final Wire wire;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private Now now = Now.NOTHING;
    private Message waitingOrNull;

    /** The caller's end of the WebSocket. */
    interface Wire {
        /** Returns at once; the handler is called when the message is written or failed. */
        void send(ByteBuffer message, SendHandler whenSent);

        /** Returns when the ping is written. */
        void ping() throws IOException;
    }

    private enum Now {
        NOTHING,
        MESSAGE,
        PING
    }

    private record Message(ByteBuffer bytes, SendHandler whenSent) {}

    /**
     * @param executor writes pings: a caller who takes nothing holds one of its threads
     */
    ClientWriter(Wire wire, Executor executor) {
        this.wire = wire;
        this.executor = executor;
    }

    /** Sends a message. The next may come when {@code whenSent} has been called. */
    void send(ByteBuffer bytes, SendHandler whenSent) {
        Message message = new Message(bytes, whenSent);
        lock.lock();
        try {
            if (now != Now.NOTHING) {
                waitingOrNull = message;
                return;
            }
            now = Now.MESSAGE;
        } finally {
            lock.unlock();
        }
        start(message);
    }

    /**
     * Pings the caller, unless a message is on its way: that has a deadline of its own.
     *
     * @return whether an answer is due
     */
    boolean ping() {
        lock.lock();
        try {
            if (now != Now.NOTHING) {
                return now == Now.PING;
            }
            now = Now.PING;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::writePing);
        } catch (RejectedExecutionException stopping) {
            next();
        }
        return true;
    }

    private void writePing() {
        try {
            wire.ping();
        } catch (IOException | IllegalStateException | IllegalArgumentException gone) {
            LOG.log(Level.DEBUG, "a caller cannot be pinged: {0}", gone);
        } finally {
            next();
        }
    }

    private void start(Message message) {
        try {
            wire.send(message.bytes(), result -> done(message, result));
        } catch (IllegalStateException | IllegalArgumentException gone) {
            done(message, new SendResult(gone));
        }
    }

    private void done(Message message, SendResult result) {
        next();
        message.whenSent().onResult(result);
    }

    private void next() {
        Message message;
        lock.lock();
        try {
            message = waitingOrNull;
            waitingOrNull = null;
            now = message == null ? Now.NOTHING : Now.MESSAGE;
        } finally {
            lock.unlock();
        }
        if (message != null) {
            start(message);
        }
    }
}
