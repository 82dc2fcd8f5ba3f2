package io.kubevirt.ee.handler.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's path asks for.
 *
 * @param namespace of the VMI
 * @param name of the VMI
 * @param device to be streamed
 */
record StreamRequest(String namespace, String name, GuestDevice device) {

    private static final Pattern PATH =
            Pattern.compile("/v1/namespaces/([^/]+)/virtualmachineinstances/([^/]+)/([^/]+)");

    static Optional<StreamRequest> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return GuestDevice.named(matcher.group(3))
                .map(device -> new StreamRequest(matcher.group(1), matcher.group(2), device));
    }

    /** The guest in words. */
    String guest() {
        return namespace + "/" + name;
    }
}
