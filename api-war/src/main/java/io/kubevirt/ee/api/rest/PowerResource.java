package io.kubevirt.ee.api.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubevirt.ee.model.v1.KubevirtApi;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Starts, stops and restarts machines, by the subresources that virtctl uses. */
@RequestScoped
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class PowerResource {
    private static final String MACHINE =
            "namespaces/{namespace}/" + KubevirtApi.VIRTUAL_MACHINES + "/{name}/";

    @Inject KubeGateway kube;
    @Inject Callers callers;

    /** Starts the machine. */
    @POST
    @Path(MACHINE + "start")
    public CompletionStage<Response> start(@BeanParam RestCall call) {
        return ask(call, Operation.START, "start");
    }

    /** Stops the machine. */
    @POST
    @Path(MACHINE + "stop")
    public CompletionStage<Response> stop(@BeanParam RestCall call) {
        return ask(call, Operation.STOP, "stop");
    }

    /** Stops the machine and starts it again. */
    @POST
    @Path(MACHINE + "restart")
    public CompletionStage<Response> restart(@BeanParam RestCall call) {
        return ask(call, Operation.RESTART, "restart");
    }

    private CompletionStage<Response> ask(RestCall call, Operation operation, String subresource) {
        KubeQuestion question =
                new KubeQuestion(
                        callers.credential(call),
                        "PUT",
                        call.subresource(subresource),
                        "",
                        Optional.of(options(call.query(operation))));
        return kube.ask(question).thenApply(Answers::of);
    }

    private static KubeQuestion.Body options(Query query) {
        JsonObject options = new JsonObject();
        query.value(Parameter.DRY_RUN)
                .ifPresent(
                        all -> {
                            JsonArray dryRun = new JsonArray();
                            dryRun.add(all);
                            options.add("dryRun", dryRun);
                        });
        query.value(Parameter.GRACE_PERIOD_SECONDS)
                .ifPresent(seconds -> options.addProperty("gracePeriod", Long.valueOf(seconds)));
        return new KubeQuestion.Body(
                MediaType.APPLICATION_JSON, options.toString().getBytes(StandardCharsets.UTF_8));
    }
}
