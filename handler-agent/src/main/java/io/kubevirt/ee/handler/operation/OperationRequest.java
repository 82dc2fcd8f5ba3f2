package io.kubevirt.ee.handler.operation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's path asks for.
 *
 * @param namespace of the VMI
 * @param name of the VMI
 * @param operation to be done
 */
record OperationRequest(String namespace, String name, Operation operation) {

    private static final Pattern PATH =
            Pattern.compile("/v1/namespaces/([^/]+)/virtualmachineinstances/([^/]+)/([^/]+)");

    static Optional<OperationRequest> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches()
                ? Operation.named(matcher.group(3))
                        .map(
                                operation ->
                                        new OperationRequest(
                                                matcher.group(1), matcher.group(2), operation))
                : Optional.empty();
    }

    /** The guest in words. */
    String guest() {
        return namespace + "/" + name;
    }
}
