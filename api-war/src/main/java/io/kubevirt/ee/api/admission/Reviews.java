package io.kubevirt.ee.api.admission;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.api.admission.AdmissionReview.Request;
import io.kubevirt.ee.api.admission.AdmissionReview.Response;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.admission.Cause;
import io.kubevirt.ee.model.admission.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;

/**
 * How a review is answered: whatever its object holds, with a review; only what is no review at all
 * with an error.
 */
final class Reviews {
    private static final Logger LOG = System.getLogger(Reviews.class.getName());

    private Reviews() {}

    /** The answer to the review of an object: whether it is refused. */
    static AdmissionReview validated(
            AdmissionReview review, Function<Request, List<Refusal>> refusals) {
        return validated(review, refusals, request -> List.of());
    }

    /** With warnings, which are asked for only when nothing is refused. */
    static AdmissionReview validated(
            AdmissionReview review,
            Function<Request, List<Refusal>> refusals,
            Function<Request, List<String>> warnings) {
        return answer(
                review,
                request -> {
                    Response answer =
                            AdmissionAnswer.reviewed(request.uid(), review(request, refusals));
                    return answer.allowed()
                            ? AdmissionAnswer.warning(answer, warnings.apply(request))
                            : answer;
                });
    }

    private static List<Refusal> review(
            Request request, Function<Request, List<Refusal>> refusals) {
        try {
            return refusals.apply(request);
        } catch (UnreadableObjectException unreadable) {
            return List.of(new Refusal(Cause.INVALID, unreadable.field(), unreadable.getMessage()));
        }
    }

    static AdmissionReview answer(AdmissionReview review, Function<Request, Response> decide) {
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

    static boolean isCreation(Request request) {
        return "CREATE".equals(request.operation());
    }

    static JsonObject object(Request request) {
        return present(request.object(), "object");
    }

    static JsonObject oldObject(Request request) {
        return present(request.oldObject(), "oldObject");
    }

    private static JsonObject present(JsonElement elementOrNull, String name) {
        if (elementOrNull instanceof JsonObject object) {
            return object;
        }
        throw new StatusException(ApiStatus.badRequest("the request has no " + name));
    }
}
