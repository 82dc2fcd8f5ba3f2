package io.kubevirt.ee.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that a user would run. */
final class Shell {

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private Shell() {}

    /**
     * How a program ended.
     *
     * @param status its exit status
     * @param output what it wrote, errors included
     */
    record Ended(int status, String output) {}

    static Ended kubectl(String input, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Cluster.CHECKOUT.resolve("cluster/kubectl.sh").toString());
        command.addAll(List.of(arguments));
        return run(input, command);
    }

    /** A kubectl that must succeed; what it wrote. */
    static String kubectlDone(String input, String... arguments) {
        Ended ended = kubectl(input, arguments);
        if (ended.status() != 0) {
            throw new AssertionError("kubectl " + List.of(arguments) + ": " + ended.output());
        }
        return ended.output();
    }

    /** Sends a signal, such as {@code KILL}, to a process. */
    static void signal(String name, long pid) {
        run("", List.of("kill", "-" + name, Long.toString(pid)));
    }

    /** virsh on the node's libvirt that must succeed; what it wrote. */
    static String virsh(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("virsh", "--quiet", "--connect", NodeView.LIBVIRT));
        command.addAll(List.of(arguments));
        Ended ended = run("", command);
        if (ended.status() != 0) {
            throw new AssertionError(command + ": " + ended.output());
        }
        return ended.output();
    }

    static Ended run(String input, List<String> command) {
        return run(input, command, LONGEST);
    }

    /** One that may take long: it is ended at its deadline, whatever it still writes. */
    static Ended run(String input, List<String> command, Duration atMost) {
        try {
            Path written = Files.createTempFile("e2e", ".log");
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(written.toFile())
                                .start();
                try (var in = process.outputWriter()) {
                    in.write(input);
                }
                if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError(
                            command + " did not end: " + Files.readString(written));
                }
                return new Ended(process.exitValue(), Files.readString(written));
            } finally {
                Files.delete(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was interrupted", e);
        }
    }
}
