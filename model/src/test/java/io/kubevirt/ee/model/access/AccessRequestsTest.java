package io.kubevirt.ee.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.agent.AgentCall;
import io.kubevirt.ee.model.domain.Requests;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccessRequestsTest {

    private static final VirtualMachineInstanceSpec SPEC =
            Requests.spec(
                    """
                    {"domain": {"devices": {}}, "accessCredentials": [
                      {"sshPublicKey": {"source": {"secret": {"secretName": "keys"}},
                        "propagationMethod": {"qemuGuestAgent": {"users": ["root", "till"]}}}},
                      {"userPassword": {"source": {"secret": {"secretName": "words"}},
                        "propagationMethod": {"qemuGuestAgent": {}}}},
                      {"sshPublicKey": {"source": {"secret": {"secretName": "more.keys"}},
                        "propagationMethod": {"qemuGuestAgent": {"users": ["till"]}}}}]}""");
    private static final Map<String, SortedMap<String, String>> SECRETS =
            Map.of(
                    "keys",
                            new TreeMap<>(
                                    Map.of("a", "ssh-ed25519 AAAA one\n", "b", "\nssh-rsa BBBB\n")),
                    "more.keys", new TreeMap<>(Map.of("c", "ssh-rsa CCCC")),
                    "words", new TreeMap<>(Map.of("root", "secret\n")));

    @Test
    void everyUserGetsAllKeysAtOnceAndHisPassword() {
        assertThat(AccessRequests.of(SPEC, SECRETS).calls())
                .extracting(AgentCall::request)
                .containsExactly(
                        """
                        {"execute":"guest-ssh-add-authorized-keys","arguments":{"username":"root",\
                        "keys":["ssh-ed25519 AAAA one","ssh-rsa BBBB"],"reset":true}}""",
                        """
                        {"execute":"guest-ssh-add-authorized-keys","arguments":{"username":"till",\
                        "keys":["ssh-ed25519 AAAA one","ssh-rsa BBBB","ssh-rsa CCCC"],"reset":true}}""",
                        """
                        {"execute":"guest-set-user-password","arguments":{"username":"root",\
                        "password":"c2VjcmV0","crypted":false}}""");
    }

    /** Their keys are on the seed of cloud-init. */
    @Test
    void theAgentHasNothingToDoWithKeysOfCloudInit() {
        VirtualMachineInstanceSpec seeded =
                Requests.spec(
                        """
                        {"domain": {"devices": {}}, "accessCredentials": [
                          {"sshPublicKey": {"source": {"secret": {"secretName": "keys"}},
                            "propagationMethod": {"noCloud": {}}}},
                          {"sshPublicKey": {"source": {"secret": {"secretName": "keys"}},
                            "propagationMethod": {"configDrive": {}}}}]}""");

        assertThat(AccessRequests.wanted(seeded)).isFalse();
        assertThat(AccessRequests.secrets(seeded)).isEmpty();
        assertThat(AccessRequests.of(seeded, Map.of()).calls()).isEmpty();
        assertThat(AccessRequests.secrets(SPEC)).containsExactly("keys", "words", "more.keys");
    }

    @Test
    void aRequestTellsItsSecretToTheAgentAlone() {
        assertThat(AccessRequests.of(SPEC, SECRETS).toString())
                .doesNotContain("c2VjcmV0")
                .doesNotContain("AAAA")
                .contains("guest-set-user-password");
    }

    @Test
    void whatChangesHasAnotherFingerprint() {
        Map<String, SortedMap<String, String>> changed = new TreeMap<>(SECRETS);
        changed.put("words", new TreeMap<>(Map.of("root", "other")));

        assertThat(AccessRequests.of(SPEC, SECRETS).fingerprint())
                .isEqualTo(AccessRequests.of(SPEC, SECRETS).fingerprint())
                .isNotEqualTo(AccessRequests.of(SPEC, changed).fingerprint());
    }

    @Test
    void aSeedHasTheKeysThatAreMeantForIt() {
        VirtualMachineInstanceSpec seeded =
                Requests.spec(
                        """
                        {"domain": {"devices": {}}, "accessCredentials": [
                          {"sshPublicKey": {"source": {"secret": {"secretName": "a"}},
                            "propagationMethod": {"noCloud": {}}}},
                          {"sshPublicKey": {"source": {"secret": {"secretName": "b"}},
                            "propagationMethod": {"configDrive": {}}}},
                          {"sshPublicKey": {"source": {"secret": {"secretName": "a"}},
                            "propagationMethod": {"noCloud": {}}}}]}""");

        assertThat(AccessSecrets.forNoCloud(seeded)).containsExactly("a");
        assertThat(AccessSecrets.forConfigDrive(seeded)).containsExactly("b");
        assertThat(AccessSecrets.of(seeded).names()).containsExactly("a", "b");
        assertThat(AccessSecrets.forNoCloud(SPEC)).isEmpty();
        assertThat(AccessSecrets.forConfigDrive(SPEC)).isEmpty();
    }

    @Test
    void eachSecretHasItsVolumeAndItsPlace() {
        AccessSecrets secrets = AccessSecrets.of(SPEC);

        assertThat(secrets.names()).containsExactly("keys", "words", "more.keys");
        assertThat(secrets.volume("more.keys")).isEqualTo("access-credential-2");
        assertThat(secrets.directory("words")).isEqualTo("/var/run/kubevirt-access/1");
    }
}
