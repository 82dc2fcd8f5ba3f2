package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.model.v1.KubevirtApi;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What a request says, apart from its body. Only what is read here reaches the API server. */
public class RestCall {
    private static final String IMPERSONATION = "impersonate-";

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    @Context HttpHeaders headers;
    @Context HttpServletRequest request;
    @Context UriInfo uri;

    @PathParam("namespace")
    String namespace;

    @PathParam("plural")
    String plural;

    @PathParam("name")
    String name;

    /**
     * The values of the header Authorization.
     *
     * @throws ProblemException 400 when somebody else is to be acted as
     */
    List<String> authorization() {
        // Who asks to act as another, with fewer rights, must not act with his own.
        if (headers.getRequestHeaders().keySet().stream()
                .anyMatch(header -> header.regionMatches(true, 0, IMPERSONATION, 0, 12))) {
            throw new ProblemException(
                    Problem.badRequest(
                            "impersonation is not served here: be that user, by a token or a"
                                    + " certificate"));
        }
        List<String> authorization = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null ? List.of() : authorization;
    }

    /** The certificates that the connection began with, the caller's own first; null for none. */
    X509Certificate[] certificates() {
        return (X509Certificate[]) request.getAttribute(CERTIFICATES);
    }

    /** The query, as far as the operation takes it. */
    Query query(Operation operation) {
        return Query.of(operation, uri.getQueryParameters());
    }

    /** The header of a client of server-sent events that comes back. */
    Optional<String> lastEventId() {
        return Optional.ofNullable(headers.getHeaderString("Last-Event-ID"));
    }

    /** The path of the collection: of one namespace, or of all. */
    String collection() {
        String root = "/apis/" + KubevirtApi.API_VERSION + "/";
        return namespace == null
                ? root + plural
                : root + "namespaces/" + Parameter.NAMESPACE.check(namespace) + "/" + plural;
    }

    /** The path of the collection, as the caller sees it. */
    String place() {
        return "%s/v1/namespaces/%s/%s".formatted(RestApplication.ROOT, namespace, plural);
    }

    /** The path of the object. */
    String object() {
        return collection() + "/" + Parameter.NAME.check(name);
    }

    /** The path of a subresource of a machine. */
    String subresource(String subresource) {
        return "/apis/%s/%s/namespaces/%s/%s/%s/%s"
                .formatted(
                        KubevirtApi.SUBRESOURCES_GROUP,
                        KubevirtApi.VERSION,
                        Parameter.NAMESPACE.check(namespace),
                        KubevirtApi.VIRTUAL_MACHINES,
                        Parameter.NAME.check(name),
                        subresource);
    }
}
