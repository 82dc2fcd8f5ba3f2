package io.kubevirt.ee.api.stream;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The caller's end of a stream. Text counts as the bytes it is made of: some clients send it. */
public class ClientSide extends Endpoint {
    private final Bridge bridge;

    ClientSide(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        // Silence is normal on a console; whether the caller is there is asked by pings.
        session.setMaxIdleTimeout(0);
        session.addMessageHandler(new Bytes(bridge));
        session.addMessageHandler(new Text(bridge));
        session.addMessageHandler(new Pong(bridge));
        bridge.clientOpened(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        bridge.end(Ending.passedOn(reason.getCloseCode().getCode(), reason.getReasonPhrase()));
    }

    @Override
    public void onError(Session session, Throwable thrown) {
        bridge.end(Ending.failure("the caller's connection failed"));
    }

    /** Makes the one endpoint of a stream. */
    static final class Maker extends ServerEndpointConfig.Configurator {
        private final Bridge bridge;

        Maker(Bridge bridge) {
            this.bridge = bridge;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(new ClientSide(bridge));
        }
    }

    // Containers find a handler's message type by its class, which a lambda does not tell.

    private record Bytes(Bridge bridge) implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer part, boolean last) {
            bridge.fromClient(part, last);
        }
    }

    private record Text(Bridge bridge) implements MessageHandler.Partial<String> {
        @Override
        public void onMessage(String part, boolean last) {
            bridge.fromClient(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), last);
        }
    }

    private record Pong(Bridge bridge) implements MessageHandler.Whole<PongMessage> {
        @Override
        public void onMessage(PongMessage pong) {
            bridge.clientAnswered();
        }
    }
}
