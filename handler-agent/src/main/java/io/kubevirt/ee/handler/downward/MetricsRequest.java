package io.kubevirt.ee.handler.downward;

import java.net.URI;

/** What a guest asks on the channel: a line as of HTTP, and an empty one. Pure. */
final class MetricsRequest {

    private static final String PATH = "/metrics/XML";

    private MetricsRequest() {}

    /**
     * Whether it asks for the figures, the one thing that there is.
     *
     * @param first the first line, without its end
     * @param second the one after it
     */
    static boolean isForMetrics(String first, String second) {
        String[] words = first.split(" ");
        return second.isEmpty() && words.length >= 2 && words[0].equals("GET") && leads(words[1]);
    }

    private static boolean leads(String address) {
        try {
            return PATH.equals(URI.create(address).getPath());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
