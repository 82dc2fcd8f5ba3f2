package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.time.Duration;

/** Programs of an agent's image that an older Debian does not have. */
final class NewerPrograms {

    private static final Duration INSTALLATION = Duration.ofMinutes(3);

    private NewerPrograms() {}

    /** Sees to it that one is there. */
    static void install(String program) throws IOException {
        Process script = new ProcessBuilder("../cluster/newer.sh", program).inheritIO().start();
        try {
            if (!script.waitFor(INSTALLATION) || script.exitValue() != 0) {
                throw new IOException("cluster/newer.sh did not install " + program);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while %s is installed".formatted(program), interrupted);
        } finally {
            script.destroyForcibly();
        }
    }
}
