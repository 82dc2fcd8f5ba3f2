package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.handler.stream.StreamDecider.Decision;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Opens streams; whatever hinders it is told as an HTTP status before the upgrade. */
final class StreamHandler extends Handler.Abstract {

    private static final String SUBPROTOCOL = "plain.kubevirt.io";
    private static final System.Logger LOG = System.getLogger(StreamHandler.class.getName());

    private final StreamedGuests guests;
    private final OpenStreams streams;

    StreamHandler(StreamedGuests guests, OpenStreams streams) {
        this.guests = guests;
        this.streams = streams;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<StreamRequest> wanted =
                StreamRequest.parse(
                        Request.getPathInContext(request), request.getHttpURI().getQuery());
        if (wanted.isEmpty()) {
            String path = Request.getPathInContext(request);
            refuse(StreamRefusal.notFound("nothing is at " + path), response, callback);
        } else if (!request.getMethod().equals("GET")) {
            refuse(StreamRefusal.methodNotAllowed(request.getMethod()), response, callback);
        } else {
            StreamRequest stream = wanted.get();
            switch (StreamDecider.decide(stream, guests.find(stream.namespace(), stream.name()))) {
                case Decision.Refuse(StreamRefusal refusal) -> refuse(refusal, response, callback);
                case Decision.OpenDevice(String vmiUid, GuestDevice device) ->
                        open(
                                stream,
                                () -> streams.open(vmiUid, device, stream.preserveSession()),
                                request,
                                response,
                                callback);
                case Decision.OpenPort(InetAddress address, GuestPort port) ->
                        open(
                                stream,
                                () -> streams.open(address, port),
                                request,
                                response,
                                callback);
            }
        }
        return true;
    }

    private void open(
            StreamRequest stream,
            Opening opening,
            Request request,
            Response response,
            Callback callback) {
        ServerWebSocketContainer container = ServerWebSocketContainer.get(request.getContext());
        boolean upgraded =
                container.upgrade(
                        (upgrade, answer, done) -> create(stream, opening, upgrade, answer, done),
                        request,
                        response,
                        callback);
        if (!upgraded) {
            StreamRefusal refusal =
                    StreamRefusal.badRequest("a stream is a WebSocket: send an upgrade request");
            refuse(refusal, response, callback);
        }
    }

    /** The stream, or null once the request has been answered otherwise. */
    private Object create(
            StreamRequest stream,
            Opening opening,
            ServerUpgradeRequest request,
            ServerUpgradeResponse response,
            Callback callback) {
        if (request.hasSubProtocol(SUBPROTOCOL)) {
            response.setAcceptedSubProtocol(SUBPROTOCOL);
        } else if (!request.getSubProtocols().isEmpty()) {
            StreamRefusal refusal =
                    StreamRefusal.badRequest(
                            "the subprotocol of streams is %s, not %s"
                                    .formatted(SUBPROTOCOL, request.getSubProtocols()));
            refuse(refusal, response, callback);
            return null;
        }
        try {
            return opening.open();
        } catch (StreamRefused refused) {
            refuse(refused.refusal(), response, callback);
            return null;
        } catch (IOException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} of {1} cannot be reached: {2}",
                    stream.target(),
                    stream.guest(),
                    failed.toString());
            refuse(unreachable(stream), response, callback);
            return null;
        }
    }

    private static StreamRefusal unreachable(StreamRequest stream) {
        String who =
                switch (stream.target()) {
                    case GuestDevice device -> "the guest";
                    case GuestPort port -> port.toString();
                };
        return StreamRefusal.unavailable(
                "%s of virtualmachineinstance %s does not answer, try again"
                        .formatted(who, stream.guest()));
    }

    /** Connects to what a stream leads to. */
    private interface Opening {
        GuestStream open() throws IOException, StreamRefused;
    }

    private static void refuse(StreamRefusal refusal, Response response, Callback callback) {
        Answers.write(refusal.answer(), response, callback);
    }
}
