package io.kubevirt.ee.api.admission;

import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Status;
import java.util.List;

/**
 * What kube-apiserver sends to a webhook, and gets back: {@code admission.k8s.io/v1
 * AdmissionReview}, as far as it is used here.
 */
public record AdmissionReview(String apiVersion, String kind, Request request, Response response) {
    /** The only version that is spoken. */
    public static final String API_VERSION = "admission.k8s.io/v1";

    /** Its kind. */
    public static final String KIND = "AdmissionReview";

    /**
     * The question.
     *
     * @param uid names the question; the answer repeats it
     * @param operation CREATE, UPDATE, DELETE or CONNECT
     * @param object the object as it would be stored; null on DELETE
     * @param oldObject the object as it is stored; null on CREATE
     */
    public record Request(
            String uid,
            String namespace,
            String name,
            String operation,
            User userInfo,
            JsonElement object,
            JsonElement oldObject,
            Boolean dryRun) {}

    /** Who asks for the change. */
    public record User(String username, List<String> groups) {}

    /**
     * The answer.
     *
     * @param status why not, when not allowed
     * @param patchType JSONPatch, when there is a patch
     * @param patch a JSON patch, in base64
     * @param warnings what its user is told although it is allowed
     */
    public record Response(
            String uid,
            boolean allowed,
            V1Status status,
            String patchType,
            String patch,
            List<String> warnings) {}

    /** Wraps an answer. */
    public static AdmissionReview answer(Response response) {
        return new AdmissionReview(API_VERSION, KIND, null, response);
    }
}
