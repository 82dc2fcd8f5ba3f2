package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One of the examples under a name and with a nonce of its own. */
final class TestVm {

    static final Duration BOOT = Duration.ofSeconds(120);
    static final Duration END = Duration.ofSeconds(120);

    private static final Duration PAGE = Duration.ofSeconds(3);

    private final Key key;
    private final String nonce = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private TestVm(Key key) {
        this.key = key;
    }

    /** Not created: for its manifest. */
    static TestVm named(String namespace, String name) {
        return new TestVm(new Key(namespace, name));
    }

    /** Creates {@code kubernetes/examples/<example>.yaml} with another name, as a user would. */
    static TestVm create(String namespace, String example, String name) {
        return create(namespace, example, name, "", "");
    }

    /** The same with one text of the example replaced, for example another run strategy. */
    static TestVm create(
            String namespace, String example, String name, String text, String replacement) {
        TestVm vm = new TestVm(new Key(namespace, name));
        String yaml = vm.manifest(example);
        assertThat(yaml).contains(text);
        Shell.Ended created =
                Shell.kubectl(
                        text.isEmpty() ? yaml : yaml.replace(text, replacement),
                        "--namespace",
                        namespace,
                        "create",
                        "-f",
                        "-");
        assertThat(created.status()).as(created.output()).isZero();
        return vm;
    }

    /** The example's text for this VM. */
    String manifest(String example) {
        try {
            return Files.readString(
                            Cluster.CHECKOUT.resolve("kubernetes/examples/" + example + ".yaml"))
                    .replace(example, key.name())
                    .replace("NONCE", nonce);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The example's text for this VM, with more devices and their volumes. */
    String manifest(String example, String devices, String volumes) {
        return manifest(example)
                .replace("          interfaces:\n", devices + "          interfaces:\n")
                .replace("      volumes:\n", "      volumes:\n" + volumes);
    }

    Key key() {
        return key;
    }

    String nonce() {
        return nonce;
    }

    Optional<VirtualMachine> vm() {
        return Cluster.VMS.get(key);
    }

    Optional<VirtualMachineInstance> vmi() {
        return Cluster.VMIS.get(key);
    }

    /** The VMI's phase, or "" when there is no VMI or no phase yet. */
    String phase() {
        return vmi().map(VirtualMachineInstance::status).map(status -> status.phase()).orElse("");
    }

    /** Launcher pods that were made for a VMI of this name. */
    List<V1Pod> launcherPods() {
        return Cluster.PODS
                .list(
                        new Selection(
                                key.namespace(),
                                "kubevirt.io=virt-launcher,vm.kubevirt.io/name=" + key.name(),
                                ""))
                .getItems();
    }

    /** Waits until the guest runs and its page shows its nonce; who it is. */
    GuestIdentity awaitPage() {
        awaitPhase("Running", BOOT);
        Eventually.holds(key + " shows its page", BOOT, () -> assertThat(page()).contains(nonce));
        return identity();
    }

    void awaitPhase(String phase, Duration atMost) {
        Eventually.holds(key + " is " + phase, atMost, () -> assertThat(phase()).isEqualTo(phase));
    }

    GuestIdentity identity() {
        VirtualMachineInstance vmi = vmi().orElseThrow();
        assertThat(vmi.status().activePods()).hasSize(1);
        return new GuestIdentity(
                key.namespace(),
                key.name(),
                vmi.metadata().getUid(),
                vmi.status().activePods().keySet().iterator().next(),
                key.namespace() + "_" + key.name());
    }

    /** The guest's page, fetched at the IP that its status tells. */
    String page() throws IOException, InterruptedException {
        String ip = vmi().orElseThrow().status().interfaces().getFirst().ipAddress();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + ip + "/cgi-bin/index.cgi")).build();
        HttpClient http = HttpClient.newBuilder().connectTimeout(PAGE).build();
        try {
            // A request's own timeout ends with the headers; a guest that goes down keeps the rest.
            return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .get(PAGE.toMillis(), TimeUnit.MILLISECONDS)
                    .body();
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("page of " + key + " at " + ip, failed);
        } finally {
            http.shutdownNow();
        }
    }

    /** One line of the page, for example {@code boot}. */
    String pageLine(String name) throws IOException, InterruptedException {
        return page().lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow();
    }

    void runStrategy(String strategy) {
        Shell.kubectlDone(
                "",
                "--namespace",
                key.namespace(),
                "patch",
                "virtualmachine",
                key.name(),
                "--type=merge",
                "--patch",
                "{\"spec\": {\"runStrategy\": \"%s\"}}".formatted(strategy));
    }

    void delete() {
        Shell.Ended deleted =
                Shell.kubectl(
                        "",
                        "--namespace",
                        key.namespace(),
                        "delete",
                        "virtualmachine",
                        key.name(),
                        "--wait=false");
        assertThat(deleted.status()).as(deleted.output()).isZero();
    }

    void awaitNothingLeft(GuestIdentity guest) {
        Eventually.holds(
                key + " is gone",
                END,
                () -> {
                    assertThat(vm()).isEmpty();
                    assertThat(vmi()).isEmpty();
                    assertThat(launcherPods()).isEmpty();
                    assertThat(NodeView.traces(guest)).isEmpty();
                });
    }
}
