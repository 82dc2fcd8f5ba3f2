package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;

/** Says to a caller why an agent did not take a stream. Pure. */
final class AgentRefusal {
    private AgentRefusal() {}

    /**
     * Returns the status for an agent's answer, with KubeVirt's codes: 400 invites to ask again, as
     * long as the guest may still come up; 500 is for what does not work.
     *
     * @param httpCode of the agent
     */
    static V1Status answered(StreamKind kind, int httpCode) {
        return switch (httpCode) {
            case 400 -> ApiStatus.badRequest(kind.missing());
            case 404, 409 -> ApiStatus.badRequest("VMI is not running");
            case 423 -> ApiStatus.internalError("dialing virt-handler: " + inUse(kind));
            case 429 ->
                    ApiStatus.tooManyRequests(
                            "as many streams are open on the node as may be, try again");
            case 503 -> noAnswer(kind);
            default ->
                    ApiStatus.internalError(
                            "dialing virt-handler: it refused with HTTP " + httpCode);
        };
    }

    private static String inUse(StreamKind kind) {
        return switch (kind) {
            // What clients look for.
            case CONSOLE, VNC, PORT -> "Active %s connection. Request denied.".formatted(kind);
            case USB -> "All USB devices are in use.";
        };
    }

    private static V1Status noAnswer(StreamKind kind) {
        return switch (kind) {
            case CONSOLE, VNC, USB ->
                    ApiStatus.internalError("dialing virt-handler: the guest does not answer");
            case PORT -> ApiStatus.internalError("dialing VM: the port does not answer");
        };
    }

    /** Returns the status for an agent that gave no answer. */
    static V1Status silent(String address, String why) {
        return ApiStatus.internalError("dialing virt-handler at %s: %s".formatted(address, why));
    }
}
