package io.kubevirt.ee.api.access;

import java.util.regex.Pattern;

/**
 * Which paths are behind which of the two TLS ports. Pure. The application is one, and Liberty
 * binds it to both.
 *
 * @param apiPort for the API server: webhooks, the aggregated API
 * @param restPort for people and programs: the REST entrypoint
 */
record Doors(int apiPort, int restPort) {
    private static final String REST = "/rest";

    /** What Liberty would read as another path than it looks like. */
    private static final Pattern DISGUISED = Pattern.compile("//|;|(^|/)(\\.|%2[eE]){1,2}(/|$)");

    /** Tells whether the path, as it came in, is served on the port that it came in by. */
    boolean open(int port, String rawPath) {
        if (DISGUISED.matcher(rawPath).find()) {
            return false;
        }
        boolean rest = rawPath.equals(REST) || rawPath.startsWith(REST + "/");
        if (port == restPort) {
            return rest;
        }
        return port == apiPort && !rest;
    }
}
