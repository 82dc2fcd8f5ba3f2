package io.kubevirt.ee.api.admission;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubernetes.client.openapi.models.V1StatusCause;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.model.admission.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Puts what was decided into an answer to a review. Pure. */
public final class AdmissionAnswer {
    private AdmissionAnswer() {}

    /** Allowed as it is. */
    public static AdmissionReview.Response allowed(String uid) {
        return new AdmissionReview.Response(uid, true, null, null, null, null);
    }

    /** Allowed, with these changes. */
    public static AdmissionReview.Response patched(String uid, JsonPatch patch) {
        if (patch.isEmpty()) {
            return allowed(uid);
        }
        String base64 =
                Base64.getEncoder().encodeToString(patch.toJson().getBytes(StandardCharsets.UTF_8));
        return new AdmissionReview.Response(uid, true, null, "JSONPatch", base64, null);
    }

    /** Refused for these reasons; allowed when there is none. */
    public static AdmissionReview.Response reviewed(String uid, List<Refusal> refusals) {
        return refusals.isEmpty() ? allowed(uid) : refused(uid, invalid(refusals));
    }

    /** The same answer; if it is that the object is allowed, with these warnings. */
    public static AdmissionReview.Response warning(
            AdmissionReview.Response answer, List<String> warnings) {
        return answer.allowed() && !warnings.isEmpty()
                ? new AdmissionReview.Response(
                        answer.uid(),
                        true,
                        null,
                        answer.patchType(),
                        answer.patch(),
                        List.copyOf(warnings))
                : answer;
    }

    /** Refused with this status. */
    public static AdmissionReview.Response refused(String uid, V1Status status) {
        return new AdmissionReview.Response(uid, false, status, null, null, null);
    }

    /** People see the message alone, programs read the causes: each sentence names its field. */
    private static V1Status invalid(List<Refusal> refusals) {
        String message = refusals.stream().map(Refusal::message).collect(Collectors.joining(", "));
        List<V1StatusCause> causes =
                refusals.stream()
                        .map(
                                refusal ->
                                        new V1StatusCause()
                                                .reason(refusal.reason().value())
                                                .field(refusal.field())
                                                .message(refusal.message()))
                        .toList();
        return ApiStatus.invalid(message, causes);
    }
}
