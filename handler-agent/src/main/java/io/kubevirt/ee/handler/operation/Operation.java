package io.kubevirt.ee.handler.operation;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of a running guest. */
enum Operation {
    PAUSE("PUT", "pause"),
    UNPAUSE("PUT", "unpause"),
    RESET("PUT", "reset"),
    SOFT_REBOOT("PUT", "softreboot"),
    FREEZE("PUT", "freeze"),
    UNFREEZE("PUT", "unfreeze"),
    GUEST_OS_INFO("GET", "guestosinfo"),
    USER_LIST("GET", "userlist"),
    FILE_SYSTEM_LIST("GET", "filesystemlist");

    private final String method;
    private final String pathSegment;

    Operation(String method, String pathSegment) {
        this.method = method;
        this.pathSegment = pathSegment;
    }

    /** The HTTP method that it is asked for with. */
    String method() {
        return method;
    }

    /** Whether only a guest whose CPUs run can do it. */
    boolean needsRunningGuest() {
        return switch (this) {
            case PAUSE, UNPAUSE, RESET -> false;
            case SOFT_REBOOT, FREEZE, UNFREEZE, GUEST_OS_INFO, USER_LIST, FILE_SYSTEM_LIST -> true;
        };
    }

    /** The operation that the last segment of a request's path names. */
    static Optional<Operation> named(String pathSegment) {
        return Arrays.stream(values())
                .filter(operation -> operation.pathSegment.equals(pathSegment))
                .findFirst();
    }
}
