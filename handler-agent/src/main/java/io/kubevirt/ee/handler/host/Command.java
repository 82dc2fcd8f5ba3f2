package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs one of the node's tools to its end: with a deadline, without a shell between. */
final class Command {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int OUTPUT_LIMIT_BYTES = 1 << 20;

    private Command() {}

    /**
     * Runs a command and returns its standard output.
     *
     * @throws IOException with the command's own words when it fails or takes too long
     */
    static String run(List<String> arguments) throws IOException {
        return run(arguments, "");
    }

    /** Runs a command with {@code input} as its standard input. */
    static String run(List<String> arguments, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            FutureTask<String> output = reading(process.getInputStream());
            FutureTask<String> errors = reading(process.getErrorStream());
            write(process, input);
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "%s did not end within %d s"
                                .formatted(name(arguments), DEADLINE.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "%s ended with %d: %s"
                                .formatted(
                                        name(arguments),
                                        process.exitValue(),
                                        errors.get().strip()));
            }
            return output.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + name(arguments), interrupted);
        } catch (ExecutionException failed) {
            throw new IOException("cannot read from " + name(arguments), failed.getCause());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(Process process, String input) throws IOException {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedWithoutReading) {
            if (process.isAlive()) {
                throw endedWithoutReading;
            }
        }
    }

    private static FutureTask<String> reading(InputStream stream) {
        FutureTask<String> task =
                new FutureTask<>(
                        () -> {
                            byte[] read = stream.readNBytes(OUTPUT_LIMIT_BYTES);
                            stream.transferTo(java.io.OutputStream.nullOutputStream());
                            return new String(read, StandardCharsets.UTF_8);
                        });
        Thread.ofVirtual().start(task);
        return task;
    }

    private static String name(List<String> arguments) {
        return String.join(" ", arguments.subList(0, Math.min(6, arguments.size())));
    }

    /** As {@link #run(List)}, where a failure is a trouble of the node. */
    static String require(List<String> arguments) {
        try {
            return run(arguments);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
