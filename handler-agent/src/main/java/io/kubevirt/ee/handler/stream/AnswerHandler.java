package io.kubevirt.ee.handler.stream;

import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers GET and HEAD of fixed paths, as the kubelet's probes send them. */
final class AnswerHandler extends Handler.Abstract {

    private final Map<String, Supplier<HttpAnswer>> answers;

    AnswerHandler(Map<String, Supplier<HttpAnswer>> answers) {
        this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Supplier<HttpAnswer> answer = answers.get(Request.getPathInContext(request));
        if (answer == null) {
            return false;
        }
        Answers.write(answer.get(), response, callback);
        return true;
    }
}
