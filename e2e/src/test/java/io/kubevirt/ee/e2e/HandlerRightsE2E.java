package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever takes over one node's agent has that node, and nothing beyond it. */
class HandlerRightsE2E {

    private static final String AGENT = "system:serviceaccount:kubevirt:virt-handler";
    private static final MediaType MERGE_PATCH = MediaType.get("application/merge-patch+json");
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int UNPROCESSABLE = 422;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static TestVm vm;
    private static GuestIdentity guest;
    private static String node;

    @BeforeAll
    static void aGuestRuns() {
        vm = TestVm.create(NAMESPACE.name(), "vm-first", "rights");
        vm.awaitPhase("Running", TestVm.BOOT);
        guest = vm.identity();
        node = vm.vmi().orElseThrow().status().nodeName();
    }

    @AfterAll
    static void itsGuestGoes() {
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void itWritesTheStatusOfItsOwnGuests() throws IOException {
        assertThat(patchGuest(node, "{\"status\":{\"reason\":\"test\"}}")).isEqualTo(OK);
    }

    @Test
    void itWritesNoGuestOfAnotherNode() throws IOException {
        assertThat(patchGuest("another", "{\"status\":{\"reason\":\"test\"}}"))
                .isEqualTo(UNPROCESSABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec | {\"spec\":{\"terminationGracePeriodSeconds\":3}}",
                "finalizers | {\"metadata\":{\"finalizers\":null}}",
                "node | {\"status\":{\"nodeName\":\"another\"}}",
                "label | {\"metadata\":{\"labels\":{\"kubevirt.io/nodeName\":\"another\"}}}",
                "owners | {\"metadata\":{\"ownerReferences\":null}}"
            })
    void ofItsGuestsItWritesNothingButStatus(String what, String patch) throws IOException {
        assertThat(patchGuest(node, patch)).as(what).isEqualTo(UNPROCESSABLE);
    }

    @Test
    void itWritesTheLabelsOfItsOwnNode() throws IOException {
        assertThat(patchNode(node, "{\"metadata\":{\"labels\":{\"kubevirt.io/test\":\"x\"}}}"))
                .isEqualTo(OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "another | {\"metadata\":{\"labels\":{\"kubevirt.io/test\":\"x\"}}}",
                "own | {\"metadata\":{\"labels\":{\"kubernetes.io/hostname\":\"x\"}}}",
                "own | {\"metadata\":{\"labels\":{\"kubernetes.io/os\":null}}}",
                "own | {\"metadata\":{\"annotations\":{\"example.com/x\":\"y\"}}}",
                "own | {\"spec\":{\"unschedulable\":true}}"
            })
    void ofNodesItWritesNothingElse(String agent, String patch) throws IOException {
        assertThat(patchNode(agent.equals("own") ? node : agent, patch)).isEqualTo(UNPROCESSABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/secrets",
        "/api/v1/namespaces/kubevirt/secrets/kubevirt-ca",
        "/api/v1/pods",
        "/api/v1/nodes",
        "/api/v1/namespaces/kubevirt/configmaps",
        "/apis/kubevirt.io/v1/virtualmachines"
    })
    void itReadsNothingElse(String path) throws IOException {
        Request.Builder request = request(node, path);
        try (Response response = send(request.get())) {
            assertThat(response.code()).isEqualTo(FORBIDDEN);
        }
    }

    private static int patchGuest(String agentNode, String patch) throws IOException {
        return patch(
                agentNode,
                "/apis/kubevirt.io/v1/namespaces/"
                        + NAMESPACE.name()
                        + "/virtualmachineinstances/"
                        + vm.key().name(),
                patch);
    }

    private static int patchNode(String agentNode, String patch) throws IOException {
        return patch(agentNode, "/api/v1/nodes/" + node, patch);
    }

    /** A dry run: admission has its say and nothing is stored. */
    private static int patch(String agentNode, String path, String patch) throws IOException {
        Request.Builder request = request(agentNode, path + "?dryRun=All");
        try (Response response = send(request.patch(RequestBody.create(patch, MERGE_PATCH)))) {
            String body = response.body().string();
            if (response.code() == UNPROCESSABLE) {
                assertThat(body).contains("virt-handler");
            }
            return response.code();
        }
    }

    private static Request.Builder request(String agentNode, String path) {
        return new Request.Builder()
                .url(Cluster.CLIENT.getBasePath() + path)
                .header("Impersonate-User", AGENT)
                .header("Impersonate-Extra-authentication.kubernetes.io%2Fnode-name", agentNode);
    }

    private static Response send(Request.Builder request) throws IOException {
        return Cluster.CLIENT.getHttpClient().newCall(request.build()).execute();
    }
}
