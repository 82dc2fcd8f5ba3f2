package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A machine's life over plain HTTPS, as docs/rest.md tells it. */
class RestE2E {

    private static final String SERVER = "virt-api.kubevirt.svc:8444";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @TempDir static Path files;

    private static String token;
    private static String address;

    @BeforeAll
    static void becomeOperator() throws IOException {
        String namespace = NAMESPACE.name();
        Shell.kubectlDone("", "-n", namespace, "create", "serviceaccount", "operator");
        Shell.kubectlDone(
                "",
                "-n",
                namespace,
                "create",
                "rolebinding",
                "operator",
                "--clusterrole=kubevirt.io:edit",
                "--serviceaccount=" + namespace + ":operator");
        token =
                Shell.kubectlDone(
                                "", "-n", namespace, "create", "token", "operator", "--duration=1h")
                        .strip();
        address = ofKubevirt("service", "virt-api", "{.spec.clusterIP}");
        String authority =
                ofKubevirt("secret", "kubevirt-virt-api-certs", "{.data.ca\\.crt}").strip();
        Files.write(files.resolve("ca.crt"), Base64.getDecoder().decode(authority));
    }

    @Test
    void aMachineIsCreatedStartedWatchedStoppedAndDeleted() throws IOException {
        TestVm vm = TestVm.named(NAMESPACE.name(), "over-https");
        Path manifest = Files.writeString(files.resolve("vm.yaml"), vm.manifest("vm-manual"));
        String machine = machines(NAMESPACE.name()) + "/over-https";

        Answer created =
                ask(
                        machines(NAMESPACE.name()),
                        "-X",
                        "POST",
                        "-H",
                        "Content-Type: application/yaml",
                        "--data-binary",
                        "@" + manifest);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(ask(machine + "/start", "-X", "POST").status()).isEqualTo(202);
        vm.awaitPhase("Running", TestVm.BOOT);
        GuestIdentity guest = vm.identity();

        Answer watched = ask(watch(NAMESPACE.name()), "-N");
        assertThat(watched.body()).contains("event: ADDED").contains("\"phase\":\"Running\"");

        assertThat(ask(machine + "/stop?gracePeriodSeconds=1", "-X", "POST").status())
                .isEqualTo(202);
        Eventually.until("the guest has stopped", TestVm.END, () -> vm.vmi().isEmpty());
        assertThat(ask(machine, "-X", "DELETE").status()).isEqualTo(200);
        vm.awaitNothingLeft(guest);
    }

    @Test
    void whatTheCallerMayNotDoIsRefusedWithTheApiServersWords() {
        Answer refused = ask(machines("kubevirt"));
        assertThat(refused.status()).isEqualTo(403);
        JsonObject problem = JsonParser.parseString(refused.body()).getAsJsonObject();
        assertThat(problem.get("reason").getAsString()).isEqualTo("Forbidden");
        assertThat(problem.get("detail").getAsString())
                .contains("system:serviceaccount:" + NAMESPACE.name() + ":operator")
                .contains("cannot list");
    }

    @Test
    void nobodyIsRefused() {
        Answer refused = curl(List.of(), machines(NAMESPACE.name()));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("a bearer token is needed");
    }

    private record Answer(int status, String body) {}

    private static String machines(String namespace) {
        return "/rest/v1/namespaces/" + namespace + "/virtualmachines";
    }

    private static String watch(String namespace) {
        return "/rest/v1/watch/namespaces/"
                + namespace
                + "/virtualmachineinstances?timeoutSeconds=3";
    }

    private static Answer ask(String path, String... options) {
        List<String> all = new ArrayList<>(List.of("-H", "Authorization: Bearer " + token));
        all.addAll(List.of(options));
        return curl(all, path);
    }

    private static Answer curl(List<String> options, String path) {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error"));
        command.addAll(List.of("--max-time", "60"));
        command.addAll(List.of("--cacert", files.resolve("ca.crt").toString()));
        command.addAll(List.of("--resolve", SERVER + ":" + address));
        command.addAll(List.of("--write-out", "\n%{http_code}"));
        command.addAll(options);
        command.add("https://" + SERVER + path);
        Shell.Ended ended = Shell.run("", command);
        assertThat(ended.status()).as(ended.output()).isZero();
        int end = ended.output().lastIndexOf('\n');
        return new Answer(
                Integer.parseInt(ended.output().substring(end + 1)),
                ended.output().substring(0, end));
    }

    private static String ofKubevirt(String kind, String name, String path) {
        return Shell.kubectlDone("", "-n", "kubevirt", "get", kind, name, "-o", "jsonpath=" + path);
    }
}
