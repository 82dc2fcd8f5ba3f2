package io.kubevirt.ee.api.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Lists, reads, creates, replaces, patches and deletes machines and instances. */
@RequestScoped
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ObjectsResource {
    /** The kinds that are served. */
    static final String KIND = "{plural: virtualmachines|virtualmachineinstances}";

    private static final String COLLECTION = "namespaces/{namespace}/" + KIND;
    private static final String OBJECT = COLLECTION + "/{name}";
    private static final String YAML = "application/yaml";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String DEFAULT_LIMIT = "100";

    /** A field that nobody knows is an error of the caller, said to him. */
    private static final Map<String, String> STRICT = Map.of("fieldValidation", "Strict");

    @Inject KubeGateway kube;
    @Inject RestDesk desk;
    @Inject Callers callers;

    /** Lists the objects of a namespace. */
    @GET
    @Path(COLLECTION)
    public CompletionStage<Response> list(@BeanParam RestCall call) {
        return list(call, Operation.LIST);
    }

    /** Lists the objects of all namespaces. */
    @GET
    @Path(KIND)
    public CompletionStage<Response> listAll(@BeanParam RestCall call) {
        return list(call, Operation.LIST_ALL);
    }

    /** Reads an object. */
    @GET
    @Path(OBJECT)
    public CompletionStage<Response> get(@BeanParam RestCall call) {
        return ask(call, Operation.GET, "GET", call.object(), Map.of());
    }

    /** Creates an object. */
    @POST
    @Path(COLLECTION)
    @Consumes({MediaType.APPLICATION_JSON, YAML})
    public CompletionStage<Response> create(
            @BeanParam RestCall call, @Context HttpHeaders headers, InputStream body) {
        return write(call, Operation.CREATE, "POST", call.collection(), headers, body)
                .thenApply(answer -> Answers.located(answer, call.place()));
    }

    /** Replaces an object. */
    @PUT
    @Path(OBJECT)
    @Consumes({MediaType.APPLICATION_JSON, YAML})
    public CompletionStage<Response> replace(
            @BeanParam RestCall call, @Context HttpHeaders headers, InputStream body) {
        return write(call, Operation.REPLACE, "PUT", call.object(), headers, body);
    }

    /** Changes parts of an object. */
    @PATCH
    @Path(OBJECT)
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON_PATCH_JSON})
    public CompletionStage<Response> patch(
            @BeanParam RestCall call, @Context HttpHeaders headers, InputStream body) {
        return write(call, Operation.PATCH, "PATCH", call.object(), headers, body);
    }

    /** Deletes an object. */
    @DELETE
    @Path(OBJECT)
    public CompletionStage<Response> delete(@BeanParam RestCall call) {
        return ask(call, Operation.DELETE, "DELETE", call.object(), Map.of());
    }

    private CompletionStage<Response> list(RestCall call, Operation operation) {
        Map<String, String> limit =
                call.query(operation).value(Parameter.LIMIT).isPresent()
                        ? Map.of()
                        : Map.of(Parameter.LIMIT.key(), DEFAULT_LIMIT);
        RestDesk.Place place = desk.listing();
        try {
            return ask(call, operation, "GET", call.collection(), limit)
                    .whenComplete((answer, failure) -> place.giveBack());
        } catch (RuntimeException refused) {
            place.giveBack();
            throw refused;
        }
    }

    private CompletionStage<Response> write(
            RestCall call,
            Operation operation,
            String method,
            String path,
            HttpHeaders headers,
            InputStream in) {
        // Who is not known has no body read for him.
        Credential credential = callers.credential(call);
        call.query(operation);
        MediaType type = headers.getMediaType();
        byte[] content;
        RestDesk.Place place = desk.reading();
        try {
            content = RequestBody.read(in, headers.getLength());
        } finally {
            place.giveBack();
        }
        KubeQuestion.Body body =
                new KubeQuestion.Body(type.getType() + "/" + type.getSubtype(), content);
        return ask(credential, call, operation, method, path, STRICT, Optional.of(body));
    }

    private CompletionStage<Response> ask(
            RestCall call,
            Operation operation,
            String method,
            String path,
            Map<String, String> more) {
        return ask(callers.credential(call), call, operation, method, path, more, Optional.empty());
    }

    private CompletionStage<Response> ask(
            Credential credential,
            RestCall call,
            Operation operation,
            String method,
            String path,
            Map<String, String> more,
            Optional<KubeQuestion.Body> body) {
        KubeQuestion question =
                new KubeQuestion(
                        credential, method, path, call.query(operation).encoded(more), body);
        return kube.ask(question).thenApply(Answers::of);
    }
}
