package io.kubevirt.ee.controller.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real etcd and kube-apiserver, started and ended by the scripts of the cluster. */
final class ControlPlane {
    private static final long LONGEST_MINUTES = 15;

    private final Path scripts;
    private final Path directory;
    private final int port;

    /**
     * @param scripts the folder of up.sh and down.sh
     * @param directory for its files
     * @param port of its API server
     */
    ControlPlane(Path scripts, Path directory, int port) {
        this.scripts = scripts;
        this.directory = directory;
        this.port = port;
    }

    void up() throws IOException, InterruptedException {
        run("up.sh", "--port", String.valueOf(port));
    }

    /** Ends it; its objects stay. */
    void down() throws IOException, InterruptedException {
        run("down.sh");
    }

    void purge() throws IOException, InterruptedException {
        run("down.sh", "--purge");
    }

    String url() {
        return "https://127.0.0.1:" + port;
    }

    Path pki(String name) {
        return directory.resolve("pki").resolve(name);
    }

    Path administrator() {
        return directory.resolve("admin.kubeconfig");
    }

    private void run(String script, String... options) throws IOException, InterruptedException {
        Path log = Files.createDirectories(directory.getParent()).resolve(script + ".log");
        List<String> command = new ArrayList<>();
        command.add(scripts.resolve(script).toString());
        command.addAll(List.of("--control-plane", "--dir", directory.toString()));
        command.addAll(List.of(options));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(
                    command + " did not end in " + LONGEST_MINUTES + " minutes: see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s failed:%n%s".formatted(command, String.join("\n", lastLines(log))));
        }
    }

    private static List<String> lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }
}
