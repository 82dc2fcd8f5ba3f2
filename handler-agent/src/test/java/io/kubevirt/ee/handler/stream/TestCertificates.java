package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A CA and what it signs, made by openssl. */
final class TestCertificates {

    private final Path authority;

    TestCertificates(Path authority) throws IOException {
        this.authority = Files.createDirectories(authority);
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                file("ca.key"),
                "-out",
                file("ca.crt"),
                "-days",
                "2",
                "-subj",
                "/CN=ca");
    }

    /** A directory with tls.crt, tls.key and ca.crt, as a mounted Secret has. */
    Path issue(Path directory, String commonName) throws IOException {
        Files.createDirectories(directory);
        Path request = directory.resolve("request");
        openssl(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                directory.resolve("tls.key.new").toString(),
                "-out",
                request.toString(),
                "-subj",
                "/CN=" + commonName);
        openssl(
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                file("ca.crt"),
                "-CAkey",
                file("ca.key"),
                "-CAcreateserial",
                "-days",
                "2",
                "-out",
                directory.resolve("tls.crt.new").toString());
        for (String name : List.of("tls.key", "tls.crt")) {
            Files.move(
                    directory.resolve(name + ".new"),
                    directory.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(
                authority.resolve("ca.crt"),
                directory.resolve("ca.crt"),
                StandardCopyOption.REPLACE_EXISTING);
        return directory;
    }

    private String file(String name) {
        return authority.resolve(name).toString();
    }

    private static void openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("failed: " + command);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
