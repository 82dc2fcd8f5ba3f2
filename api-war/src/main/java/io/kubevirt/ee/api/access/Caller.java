package io.kubevirt.ee.api.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user on whose behalf the front proxy asks.
 *
 * @param extra further attributes that the authenticator attached, by lower-case key
 */
public record Caller(
        String user, Optional<String> uid, List<String> groups, Map<String, List<String>> extra) {
    private static final String USER = "X-Remote-User";
    private static final String UID = "X-Remote-Uid";
    private static final String GROUP = "X-Remote-Group";
    private static final String EXTRA_PREFIX = "x-remote-extra-";

    public Caller {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** The headers of a request: names in any case, values in order. */
    public interface Headers {
        /** Returns the names of all headers. */
        List<String> names();

        /** Returns the values of a header, none if it is not there. */
        List<String> values(String name);
    }

    /** Reads the caller; nothing when no user is named. Only the front proxy's headers count. */
    public static Optional<Caller> of(Headers headers) {
        List<String> user = headers.values(USER);
        // Two users are no user: which one is meant is not ours to choose.
        if (user.size() != 1 || user.get(0).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                new Caller(
                        user.get(0),
                        headers.values(UID).stream().findFirst(),
                        headers.values(GROUP),
                        extra(headers)));
    }

    private static Map<String, List<String>> extra(Headers headers) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(EXTRA_PREFIX)) {
                extra.put(
                        unescape(lower.substring(EXTRA_PREFIX.length())),
                        List.copyOf(headers.values(name)));
            }
        }
        return extra;
    }

    /** Keys are percent-encoded where a header name could not hold them; a plus is a plus. */
    private static String unescape(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return key;
        }
    }
}
