package io.kubevirt.ee.e2e;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** KubeVirt's own virtctl, in a namespace. */
final class Virtctl {

    private static final Duration BUILT = Duration.ofMinutes(60);

    private final String namespace;

    private Virtctl(String namespace) {
        this.namespace = namespace;
    }

    /** The first time on a machine it is built. */
    static Virtctl in(String namespace) {
        Virtctl virtctl = new Virtctl(namespace);
        Shell.Ended version = Shell.run("", virtctl.command("version", "--client"), BUILT);
        if (version.status() != 0) {
            throw new AssertionError("virtctl cannot be built: " + version.output());
        }
        return virtctl;
    }

    Shell.Ended run(String... arguments) {
        return Shell.run("", command(arguments));
    }

    /** One that must succeed; what it wrote. */
    String done(String... arguments) {
        Shell.Ended ended = run(arguments);
        if (ended.status() != 0) {
            throw new AssertionError("virtctl " + List.of(arguments) + ": " + ended.output());
        }
        return ended.output();
    }

    /** One that must fail; what it wrote. */
    String refused(String... arguments) {
        Shell.Ended ended = run(arguments);
        if (ended.status() != 1) {
            throw new AssertionError("virtctl " + List.of(arguments) + " ended with " + ended);
        }
        return ended.output();
    }

    /** One that goes on until it is closed. */
    Session open(String... arguments) {
        try {
            return new Session(
                    new ProcessBuilder(command(arguments)).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Cluster.CHECKOUT.resolve("cluster/virtctl.sh").toString());
        command.addAll(List.of("--namespace", namespace));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What a user would have in a terminal. */
    static final class Session implements AutoCloseable {

        private static final Duration END = Duration.ofSeconds(20);

        private final StringBuffer shown = new StringBuffer();
        private final Process process;

        private Session(Process process) {
            this.process = process;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            char[] some = new char[1024];
            try (Reader out =
                    new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1)) {
                for (int count = out.read(some); count >= 0; count = out.read(some)) {
                    shown.append(some, 0, count);
                }
            } catch (IOException ended) {
                shown.append("\n(no more is read: ").append(ended).append(")\n");
            }
        }

        void type(String text) throws IOException {
            process.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            process.getOutputStream().flush();
        }

        /** All that it has written. */
        String shown() {
            return shown.toString();
        }

        void awaitText(String text, Duration atMost) {
            Eventually.until(
                    "virtctl writes '" + text + "'; it wrote: " + shown,
                    atMost,
                    () -> {
                        if (!process.isAlive() && shown.indexOf(text) < 0) {
                            throw new AssertionError("virtctl ended; it wrote: " + shown);
                        }
                        return shown.indexOf(text) >= 0;
                    });
        }

        /** Its exit status, once it ends by itself. */
        int awaitEnd() throws InterruptedException {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("virtctl did not end; it wrote: " + shown);
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
