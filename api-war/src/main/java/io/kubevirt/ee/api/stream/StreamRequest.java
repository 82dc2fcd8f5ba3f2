package io.kubevirt.ee.api.stream;

import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A stream that is asked for. Pure.
 *
 * @param agentPath its path below the instance at virt-handler
 * @param datagrams each message is a datagram, and stays one on its way
 */
record StreamRequest(StreamKind kind, String agentPath, boolean datagrams) {
    private static final String TCP = "tcp";
    private static final String UDP = "udp";
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_DIGITS = 5;

    /** Segments of a path before those of the port: /apis/GROUP/VERSION/namespaces/NS/... */
    private static final int BEFORE_PORT = 9;

    /** How Go spells what is true. */
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

    /** The screen, for a picture of it: whoever watches it already is left alone. */
    static final StreamRequest PICTURE =
            new StreamRequest(StreamKind.VNC, "vnc?preserveSession=true", false);

    /**
     * Returns the stream that a request is about, nothing when it is about something else.
     *
     * @param rawPath whose segments {@code target} was read from
     * @param preserveSession gives the parameter of that name, or null
     * @throws StatusException 400 when the path names no port
     */
    static Optional<StreamRequest> of(
            Target.Subresource target, String rawPath, Supplier<String> preserveSession) {
        boolean ofInstance = target.resource().equals(KubevirtApi.VIRTUAL_MACHINE_INSTANCES);
        return StreamKind.of(target.subresource())
                .filter(kind -> ofInstance || kind == StreamKind.PORT)
                .map(
                        kind ->
                                switch (kind) {
                                    case CONSOLE -> new StreamRequest(kind, "console", false);
                                    case VNC -> vnc(preserveSession.get());
                                    case USB -> new StreamRequest(kind, "usbredir", false);
                                    case PORT -> port(List.of(rawPath.split("/")));
                                });
    }

    private static StreamRequest vnc(String preserveSessionOrNull) {
        return preserveSessionOrNull != null && TRUE.contains(preserveSessionOrNull)
                ? PICTURE
                : new StreamRequest(StreamKind.VNC, "vnc", false);
    }

    private static StreamRequest port(List<String> segments) {
        List<String> named = segments.subList(BEFORE_PORT, segments.size());
        if (named.isEmpty() || named.size() > 2) {
            throw new StatusException(ApiStatus.unknownPath());
        }
        String number = number(named.getFirst());
        String protocol = named.size() == 2 ? named.getLast() : TCP;
        if (!protocol.equals(TCP) && !protocol.equals(UDP)) {
            throw new StatusException(
                    ApiStatus.badRequest("the protocol must be tcp or udp, not " + protocol));
        }
        return new StreamRequest(
                StreamKind.PORT,
                "portforward/%s/%s".formatted(number, protocol),
                protocol.equals(UDP));
    }

    private static String number(String text) {
        boolean digits =
                text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = digits ? Integer.parseInt(text) : 0;
        if (number < 1 || number > HIGHEST_PORT) {
            throw new StatusException(
                    ApiStatus.badRequest("the port must be a number from 1 to 65535, not " + text));
        }
        return Integer.toString(number);
    }
}
