package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** OpenTofu in a folder of its own, with the providers of cluster/terraform.sh. */
final class Terraform {

    /** What {@code plan -detailed-exitcode} ends with. */
    static final int NO_CHANGES = 0;

    static final int CHANGES = 2;

    private static final Path SOURCES = Cluster.CHECKOUT.resolve("e2e/src/test/terraform");
    private static final Duration BUILT = Duration.ofMinutes(60);

    /** Providers wait for a machine to run or to be gone. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path folder;

    private Terraform(Path folder) {
        this.folder = folder;
    }

    /** A copy of one of the sources, so that its state is nobody else's. */
    static Terraform in(Path folder, String source) throws IOException {
        Files.copy(SOURCES.resolve(source).resolve("main.tf"), folder.resolve("main.tf"));
        Terraform terraform = new Terraform(folder);
        Shell.Ended version = Shell.run("", terraform.command("version"), BUILT);
        assertThat(version.status()).as(version.output()).isZero();
        return terraform;
    }

    /** One that must succeed; what it wrote. */
    String done(String... arguments) {
        Shell.Ended ended = run(arguments);
        assertThat(ended.status()).as(List.of(arguments) + ": " + ended.output()).isZero();
        return ended.output();
    }

    /** Whether there is something to do, and nothing else. */
    void assertPlan(int status, String... arguments) {
        List<String> plan = new ArrayList<>(List.of("plan", "-detailed-exitcode", "-no-color"));
        plan.addAll(List.of(arguments));
        Shell.Ended ended = run(plan.toArray(String[]::new));
        assertThat(ended.status()).as(ended.output()).isEqualTo(status);
    }

    Shell.Ended run(String... arguments) {
        return Shell.run("", command(arguments), LONGEST);
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Cluster.CHECKOUT.resolve("cluster/terraform.sh").toString());
        command.add("-chdir=" + folder);
        command.addAll(List.of(arguments));
        return command;
    }
}
