package io.kubevirt.ee.api.admission;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.api.admission.AdmissionReview.Request;
import io.kubevirt.ee.api.admission.AdmissionReview.Response;
import io.kubevirt.ee.api.eviction.Evictions;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.admission.Cause;
import io.kubevirt.ee.model.admission.Refusal;
import io.kubevirt.ee.model.instancetype.PresetReader;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;

/**
 * Serves the webhooks, at KubeVirt's paths. Whatever an object holds, the answer is a review; only
 * what is no review at all is answered with an error.
 */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    private static final Logger LOG = System.getLogger(WebhookResource.class.getName());

    @Inject Evictions evictions;
    @Inject Cluster cluster;

    /** Fills in an instance's defaults and keeps users from its status. */
    @POST
    @Path("virtualmachineinstances-mutate")
    public AdmissionReview mutateInstance(AdmissionReview review) {
        return answer(
                review,
                request ->
                        AdmissionAnswer.patched(
                                request.uid(),
                                isCreation(request)
                                        ? InstanceMutation.onCreate(object(request))
                                        : InstanceMutation.onUpdate(
                                                oldObject(request), object(request))));
    }

    /** Changes nothing of a machine: what is applied twice must show no difference. */
    @POST
    @Path("virtualmachines-mutate")
    public AdmissionReview mutateMachine(AdmissionReview review) {
        return answer(review, request -> AdmissionAnswer.allowed(request.uid()));
    }

    /** Reviews an instance that is created. */
    @POST
    @Path("virtualmachineinstances-validate-create")
    public AdmissionReview reviewNewInstance(AdmissionReview review) {
        return validated(
                review,
                request ->
                        Admission.review(
                                ObjectReader.read(object(request), VirtualMachineInstance.class)));
    }

    /** Reviews a change of an instance. */
    @POST
    @Path("virtualmachineinstances-validate-update")
    public AdmissionReview reviewChangedInstance(AdmissionReview review) {
        return validated(
                review,
                request ->
                        Admission.review(
                                ObjectReader.read(oldObject(request), VirtualMachineInstance.class),
                                ObjectReader.read(object(request), VirtualMachineInstance.class)));
    }

    /** Reviews a machine that is created or changed. */
    @POST
    @Path("virtualmachines-validate")
    public AdmissionReview reviewMachine(AdmissionReview review) {
        return validated(
                review,
                request -> {
                    VirtualMachine after = ObjectReader.read(object(request), VirtualMachine.class);
                    return isCreation(request)
                            ? Admission.review(after, this::presets)
                            : Admission.review(
                                    ObjectReader.read(oldObject(request), VirtualMachine.class),
                                    after,
                                    this::presets);
                });
    }

    /** Reviews a replica set that is created or changed. */
    @POST
    @Path("virtualmachinereplicaset-validate")
    public AdmissionReview reviewReplicaSet(AdmissionReview review) {
        return validated(
                review,
                request -> {
                    VirtualMachineInstanceReplicaSet after =
                            ObjectReader.read(
                                    object(request), VirtualMachineInstanceReplicaSet.class);
                    return isCreation(request)
                            ? Admission.review(after)
                            : Admission.review(
                                    ObjectReader.read(
                                            oldObject(request),
                                            VirtualMachineInstanceReplicaSet.class),
                                    after);
                });
    }

    /** What a machine refers to, as it is now. */
    private Presets presets(VirtualMachine vm) {
        return new PresetReader(cluster.presets()).read(vm);
    }

    /** Reviews the eviction of a launcher pod. */
    @POST
    @Path("pod-eviction-validate")
    public AdmissionReview reviewEviction(AdmissionReview review) {
        return answer(
                review,
                request ->
                        evictions
                                .review(
                                        request.namespace(),
                                        request.name(),
                                        Boolean.TRUE.equals(request.dryRun()))
                                .map(stays -> AdmissionAnswer.refused(request.uid(), stays))
                                .orElse(AdmissionAnswer.allowed(request.uid())));
    }

    static AdmissionReview validated(
            AdmissionReview review, Function<Request, List<Refusal>> refusals) {
        return answer(
                review,
                request -> AdmissionAnswer.reviewed(request.uid(), review(request, refusals)));
    }

    private static List<Refusal> review(
            Request request, Function<Request, List<Refusal>> refusals) {
        try {
            return refusals.apply(request);
        } catch (UnreadableObjectException unreadable) {
            return List.of(new Refusal(Cause.INVALID, unreadable.field(), unreadable.getMessage()));
        }
    }

    private static AdmissionReview answer(
            AdmissionReview review, Function<Request, Response> decide) {
        if (review == null
                || !AdmissionReview.API_VERSION.equals(review.apiVersion())
                || review.request() == null
                || review.request().uid() == null) {
            throw new StatusException(
                    ApiStatus.badRequest(
                            "the body is no %s of %s with a request and its uid"
                                    .formatted(AdmissionReview.KIND, AdmissionReview.API_VERSION)));
        }
        return AdmissionReview.answer(decide(review.request(), decide));
    }

    /** What fails here is our mistake: the object stays out, and the log says why. */
    private static Response decide(Request request, Function<Request, Response> decide) {
        try {
            return decide.apply(request);
        } catch (StatusException unreadable) {
            throw unreadable;
        } catch (RuntimeException unforeseen) {
            LOG.log(
                    Level.ERROR,
                    "%s of %s/%s could not be reviewed"
                            .formatted(request.operation(), request.namespace(), request.name()),
                    unforeseen);
            return AdmissionAnswer.refused(
                    request.uid(),
                    ApiStatus.internalError(
                            "the object could not be reviewed; the log of virt-api says why"));
        }
    }

    private static boolean isCreation(Request request) {
        return "CREATE".equals(request.operation());
    }

    static JsonObject object(Request request) {
        return present(request.object(), "object");
    }

    private static JsonObject oldObject(Request request) {
        return present(request.oldObject(), "oldObject");
    }

    private static JsonObject present(JsonElement elementOrNull, String name) {
        if (elementOrNull instanceof JsonObject object) {
            return object;
        }
        throw new StatusException(ApiStatus.badRequest("the request has no " + name));
    }
}
