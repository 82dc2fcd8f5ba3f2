package io.kubevirt.ee.api.access;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.kube.ClusterErrors;
import io.kubevirt.ee.api.server.StatusAnswer;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The gate of the aggregated API. Who is not the front proxy has no say in who the caller is; and
 * every caller's right is reviewed here, whatever kube-apiserver has reviewed before.
 */
public class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** Request attribute: the {@link Target.Subresource} that access was granted to. */
    public static final String GRANTED = "io.kubevirt.ee.api.granted";

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    @Inject private transient FrontProxySource frontProxy;
    @Inject private transient Cluster cluster;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> refusal;
        try {
            refusal = admit(request);
        } catch (StatusException failure) {
            StatusAnswer.write(response, failure.status());
            return;
        }
        if (refusal.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            // Whoever is refused is told so in KubeVirt's way: whatever the reason is, by 401 and a
            // text.
            StatusAnswer.writeText(response, HttpServletResponse.SC_UNAUTHORIZED, refusal.get());
        }
    }

    /** Returns why the caller is refused, nothing when it is admitted. */
    private Optional<String> admit(HttpServletRequest request) {
        return switch (Target.of(request.getRequestURI())) {
            case Target.Open open -> Optional.empty();
            case Target.Subresource target -> {
                request.setAttribute(GRANTED, target);
                yield review(request, target);
            }
            case Target.Unknown unknown -> throw new StatusException(ApiStatus.unknownPath());
        };
    }

    private Optional<String> review(HttpServletRequest request, Target.Subresource target) {
        X509Certificate[] chain = (X509Certificate[]) request.getAttribute(CERTIFICATES);
        if (!frontProxy.current().isPeer(chain)) {
            return Optional.of("request is not authenticated");
        }
        Optional<Caller> caller = Caller.of(new RequestHeaders(request));
        if (caller.isEmpty()) {
            return Optional.of("a valid user header is required for authorization");
        }
        String verb =
                AccessQuestion.verb(request.getMethod())
                        .orElseThrow(() -> new StatusException(ApiStatus.methodNotAllowed()));
        AccessQuestion question = new AccessQuestion(caller.get(), verb, target);
        return isAllowed(question) ? Optional.empty() : Optional.of(question.refusal());
    }

    private boolean isAllowed(AccessQuestion question) {
        try {
            return cluster.allows(question.review());
        } catch (KubeException e) {
            throw new StatusException(ClusterErrors.ofRead(e), e);
        }
    }

    private record RequestHeaders(HttpServletRequest request) implements Caller.Headers {
        @Override
        public List<String> names() {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public List<String> values(String name) {
            return Collections.list(request.getHeaders(name));
        }
    }
}
