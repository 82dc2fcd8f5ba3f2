package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.Reason;

/** An event to publish about the VMI once the status is written. */
public record GuestEvent(Severity severity, Reason reason, String message) {

    /** The types of Kubernetes' events. */
    public enum Severity {
        NORMAL,
        WARNING
    }
}
