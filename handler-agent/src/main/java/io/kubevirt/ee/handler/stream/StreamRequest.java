package io.kubevirt.ee.handler.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks for.
 *
 * @param namespace of the VMI
 * @param name of the VMI
 * @param target to be streamed
 * @param preserveSession whether a client that is there stays, and this one is refused
 */
record StreamRequest(String namespace, String name, StreamTarget target, boolean preserveSession) {

    private static final Pattern PATH =
            Pattern.compile("/v1/namespaces/([^/]+)/virtualmachineinstances/([^/]+)/(.+)");
    private static final Pattern PORT = Pattern.compile("portforward/([^/]+)/([^/]+)");
    private static final String PRESERVE = "preserveSession=true";

    /**
     * Reads a path and its query.
     *
     * @param queryOrNull as virt-api writes it
     */
    static Optional<StreamRequest> parse(String path, String queryOrNull) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return target(matcher.group(3))
                .map(
                        target ->
                                new StreamRequest(
                                        matcher.group(1),
                                        matcher.group(2),
                                        target,
                                        PRESERVE.equals(queryOrNull)));
    }

    private static Optional<? extends StreamTarget> target(String rest) {
        Matcher port = PORT.matcher(rest);
        return port.matches()
                ? GuestPort.of(port.group(1), port.group(2))
                : GuestDevice.named(rest);
    }

    /** The guest in words. */
    String guest() {
        return namespace + "/" + name;
    }
}
