package io.kubevirt.ee.api.rest;

import java.util.Optional;

/**
 * One request for the API server.
 *
 * @param path below its root, of checked parts
 * @param query encoded, empty for none
 * @param body what goes with it
 */
record KubeQuestion(
        Credential credential, String method, String path, String query, Optional<Body> body) {
    /** A body of a media type from a fixed list. */
    record Body(String mediaType, byte[] content) {}

    String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
