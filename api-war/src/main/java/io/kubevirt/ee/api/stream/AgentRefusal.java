package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;

/** Says to a caller why an agent did not take a stream. Pure. */
final class AgentRefusal {
    private AgentRefusal() {}

    /**
     * Returns the status for an agent's answer: 400 invites to ask again, as long as the guest may
     * still come up.
     *
     * @param httpCode of the agent
     */
    static V1Status answered(StreamKind kind, int httpCode) {
        return switch (httpCode) {
            case 400 -> ApiStatus.badRequest(kind.missing());
            case 404, 409 -> ApiStatus.badRequest("VMI is not running");
            case 503 -> ApiStatus.serviceUnavailable("the guest does not answer, try again");
            default -> ApiStatus.badGateway("virt-handler refused with HTTP " + httpCode);
        };
    }

    /** Returns the status for an agent that gave no answer. */
    static V1Status silent(String address, String why) {
        return ApiStatus.badGateway("dialing virt-handler at %s: %s".formatted(address, why));
    }
}
