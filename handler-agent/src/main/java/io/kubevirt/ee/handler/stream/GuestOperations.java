package io.kubevirt.ee.handler.stream;

import java.util.Optional;

/** What is asked of guests with one request and one answer, on the port of the streams. */
@FunctionalInterface
public interface GuestOperations {

    /**
     * Answers a request; may take as long as the guest does.
     *
     * @param path decoded
     * @param body may be empty text
     * @return nothing when the path names none of these
     */
    Optional<HttpAnswer> answer(String method, String path, String body);
}
