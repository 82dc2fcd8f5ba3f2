package io.kubevirt.ee.api.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a body: no longer than the API server takes, no slower than is waited for. */
final class RequestBody {
    /** As kube-apiserver has it. */
    static final int LONGEST_BYTES = 3 * 1024 * 1024;

    private static final Duration LONGEST_TIME = Duration.ofSeconds(15);
    private static final int PART_BYTES = 16 * 1024;

    private RequestBody() {}

    static byte[] read(InputStream in, int declaredLength) {
        if (declaredLength > LONGEST_BYTES) {
            throw tooLarge();
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART_BYTES];
        try {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                body.write(part, 0, read);
                if (body.size() > LONGEST_BYTES) {
                    throw tooLarge();
                }
                if (System.nanoTime() - start > LONGEST_TIME.toNanos()) {
                    throw new ProblemException(
                            Problem.requestTimeout(
                                    "the body did not arrive within "
                                            + LONGEST_TIME.toSeconds()
                                            + " s"));
                }
            }
        } catch (IOException lost) {
            throw new ProblemException(Problem.badRequest("the body did not arrive"), lost);
        }
        if (body.size() == 0) {
            throw new ProblemException(Problem.badRequest("a body is needed"));
        }
        return body.toByteArray();
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                Problem.tooLarge("the body is longer than %d bytes".formatted(LONGEST_BYTES)));
    }
}
