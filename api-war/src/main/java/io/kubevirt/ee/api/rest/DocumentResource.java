package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.config.ApiConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Shows MicroProfile OpenAPI's document and page on this port. Liberty serves them on the plain
 * port of health alone, which is for the node; from there they are fetched.
 */
@ApplicationScoped
@Path("/openapi")
public class DocumentResource {
    /** There and here: the page knows the document by it. */
    private static final String PATH = RestApplication.ROOT + "/openapi";

    private static final int LONGEST_BYTES = 8 * 1024 * 1024;
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    @Inject ApiConfig config;
    @Resource ManagedExecutorService executor;

    private HttpClient client;

    @PostConstruct
    void start() {
        client =
                HttpClient.newBuilder()
                        .executor(executor)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }

    /** The document, as YAML, or as JSON where that is accepted. */
    @GET
    public CompletionStage<Response> document(
            @HeaderParam(HttpHeaders.ACCEPT) String acceptOrNull) {
        boolean json = acceptOrNull != null && acceptOrNull.contains("application/json");
        return fetch(json ? "?format=json" : "");
    }

    /** The page that shows the document. */
    @GET
    @Path("ui")
    public CompletionStage<Response> page() {
        return fetch("/ui/");
    }

    /** A file of the page. */
    @GET
    @Path("ui/{file: .*}")
    public CompletionStage<Response> file(@PathParam("file") String file) {
        if (!file.isEmpty() && !FILE.matcher(file).matches()) {
            throw new ProblemException(Problem.of(404, "NotFound", "no such file"));
        }
        return fetch("/ui/" + file);
    }

    private CompletionStage<Response> fetch(String below) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + config.healthPort() + PATH + below))
                        .timeout(config.restTimeout())
                        .build();
        return client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BYTES))
                .thenApply(DocumentResource::answer);
    }

    private static Response answer(HttpResponse<byte[]> fetched) {
        Response.ResponseBuilder answer =
                Response.status(fetched.statusCode()).entity(fetched.body());
        fetched.headers().firstValue(HttpHeaders.CONTENT_TYPE).ifPresent(answer::type);
        return answer.build();
    }
}
