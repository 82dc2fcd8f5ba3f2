package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The REST entrypoint, driven by its own OpenAPI document with a schema-based fuzzer. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestFuzzIT {
    /** For each of the 21 operations; -Dfuzz.examples=1000 looks longer. */
    private static final int EXAMPLES = Integer.getInteger("fuzz.examples", 10);

    private static final int OPERATIONS = 21;
    private static final long DEADLINE_MINUTES = 8L + EXAMPLES / 10;
    private static final Pattern GENERATED = Pattern.compile("(\\d+) generated");

    @Test
    void everyAnswerIsAsTheDocumentSaysAndNoneAFailureOfTheServer() throws Exception {
        Stage stage = Stage.current();
        Http rest = stage.restAs(RestIT.editor());
        Guests.require(
                rest.post(RestIT.MACHINES, Guests.machine("fuzzed", "runStrategy: Manual")), 201);
        Guests.require(rest.post(RestIT.INSTANCES, Guests.instance("fuzzed")), 201);
        Path directory = Files.createDirectories(Path.of(System.getProperty("it.dir"), "fuzz"));
        Path authority = directory.resolve("ca.crt");
        Files.writeString(authority, TestAuthority.pem(stage.own().certificate()));
        Path log = directory.resolve("fuzz.log");
        ProcessBuilder fuzzer =
                new ProcessBuilder(
                                System.getProperty("root.dir") + "/api-war/src/test/fuzz/fuzz.sh",
                                stage.rest().base(),
                                authority.toString(),
                                String.valueOf(EXAMPLES),
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        fuzzer.environment().put("FUZZ_TOKEN", RestIT.editor().token());
        Process process = fuzzer.start();
        try {
            assertThat(process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES))
                    .as("done within %d minutes", DEADLINE_MINUTES)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        Matcher generated = GENERATED.matcher(said);
        assertThat(generated.find()).as(said).isTrue();
        assertThat(Integer.parseInt(generated.group(1)))
                .as("requests that were made")
                .isGreaterThanOrEqualTo(OPERATIONS * EXAMPLES / 2);
    }
}
