package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what {@link GuestOperations} answers; the rest is for others. */
final class OperationHandler extends Handler.Abstract {

    private static final int LONGEST_BODY_BYTES = 64 * 1024;

    private final GuestOperations operations;

    OperationHandler(GuestOperations operations) {
        this.operations = operations;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        String path = Request.getPathInContext(request);
        Optional<HttpAnswer> answer = operations.answer(request.getMethod(), path, body(request));
        answer.ifPresent(given -> Answers.write(given, response, callback));
        return answer.isPresent();
    }

    /** What is longer is no body of ours, and is cut: it cannot be read then. */
    private static String body(Request request) throws IOException {
        if (!request.getMethod().equals("PUT")) {
            return "";
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            return new String(in.readNBytes(LONGEST_BODY_BYTES), StandardCharsets.UTF_8);
        }
    }
}
