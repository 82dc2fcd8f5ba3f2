package io.kubevirt.ee.model.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as an agent of qemu 10 gives them, and as a guest that means no good might. */
class AgentRepliesTest {

    private static final String OS =
            """
            {"return": {"name": "Debian GNU/Linux", "kernel-release": "6.1.0-37-cloud-amd64",
             "version": "13 (trixie)", "pretty-name": "Debian GNU/Linux 13 (trixie)",
             "version-id": "13", "kernel-version": "#1 SMP Debian 6.1.140-1",
             "machine": "x86_64", "id": "debian"}}""";
    private static final String USERS =
            """
            {"return": [{"login-time": 1784550000.25, "user": "root"},
                        {"login-time": 1784550001, "user": "ada", "domain": "HOME"}]}""";
    private static final String FILE_SYSTEMS =
            """
            {"return": [{"name": "vdb", "total-bytes": 62410752, "mountpoint": "/data",
              "disk": [{"serial": "s1", "bus-type": "virtio", "bus": 0, "unit": 0,
                "pci-controller": {"bus": 3, "slot": 0, "domain": 0, "function": 0},
                "dev": "/dev/vdb", "target": 0}],
              "used-bytes": 45056, "type": "ext2"},
             {"name": "sr0", "mountpoint": "/run/seed", "disk": [], "type": "iso9660"}]}""";

    @Test
    void usersAreWrittenAsKubevirtDoes() {
        same(
                AgentReplies.users(USERS),
                """
                {"metadata": {}, "items": [{"userName": "root", "loginTime": 1784550000.25},
                 {"userName": "ada", "domain": "HOME", "loginTime": 1784550001.0}]}""");
    }

    @Test
    void fileSystemsAreWrittenAsKubevirtDoes() {
        same(
                AgentReplies.fileSystems(FILE_SYSTEMS),
                """
                {"metadata": {}, "items": [
                 {"diskName": "vdb", "mountPoint": "/data", "fileSystemType": "ext2",
                  "usedBytes": 45056, "totalBytes": 62410752,
                  "disk": [{"serial": "s1", "busType": "virtio"}]},
                 {"diskName": "sr0", "mountPoint": "/run/seed", "fileSystemType": "iso9660",
                  "usedBytes": 0, "totalBytes": 0}]}""");
    }

    @Test
    void allThatTheAgentToldIsOneObject() {
        same(
                AgentReplies.info(
                        Map.of(
                                AgentCommand.INFO,
                                """
                                {"return": {"version": "10.0.2", "supported_commands": [
                                 {"enabled": true, "name": "guest-ping", "success-response": true},
                                 {"enabled": false, "name": "guest-exec"}]}}""",
                                AgentCommand.HOST_NAME,
                                "{\"return\": {\"host-name\": \"vm1\"}}",
                                AgentCommand.OS_INFO,
                                OS,
                                AgentCommand.TIME_ZONE,
                                "{\"return\": {\"zone\": \"CET\", \"offset\": 3600}}",
                                AgentCommand.USERS,
                                USERS,
                                AgentCommand.FILE_SYSTEMS,
                                FILE_SYSTEMS,
                                AgentCommand.FREEZE_STATUS,
                                "{\"return\": \"thawed\"}")),
                """
                {"guestAgentVersion": "10.0.2",
                 "supportedCommands": [{"name": "guest-ping", "enabled": true},
                                       {"name": "guest-exec", "enabled": false}],
                 "hostname": "vm1", "timezone": "CET, 3600", "fsFreezeStatus": "thawed",
                 "os": {"id": "debian", "name": "Debian GNU/Linux", "machine": "x86_64",
                        "kernelRelease": "6.1.0-37-cloud-amd64",
                        "kernelVersion": "#1 SMP Debian 6.1.140-1",
                        "prettyName": "Debian GNU/Linux 13 (trixie)",
                        "version": "13 (trixie)", "versionId": "13"},
                 "userList": [{"userName": "root", "loginTime": 1784550000.25},
                              {"userName": "ada", "domain": "HOME", "loginTime": 1784550001.0}],
                 "fsInfo": {"disks": [
                  {"diskName": "vdb", "mountPoint": "/data", "fileSystemType": "ext2",
                   "usedBytes": 45056, "totalBytes": 62410752,
                   "disk": [{"serial": "s1", "busType": "virtio"}]},
                  {"diskName": "sr0", "mountPoint": "/run/seed", "fileSystemType": "iso9660",
                   "usedBytes": 0, "totalBytes": 0}]}}""");
    }

    @Test
    void whatAFrozenAgentDoesNotTellIsLeftOut() {
        same(
                AgentReplies.info(Map.of(AgentCommand.FREEZE_STATUS, "{\"return\": \"frozen\"}")),
                "{\"os\": {}, \"fsInfo\": {\"disks\": []}, \"fsFreezeStatus\": \"frozen\"}");
    }

    @Test
    void interfacesComeWithoutTheLoopbackAndWithoutAddressesOfTheLinkAlone() {
        assertThat(
                        AgentReplies.interfaces(
                                """
                                {"return": [
                                 {"name": "lo", "hardware-address": "00:00:00:00:00:00",
                                  "ip-addresses": [{"ip-address": "127.0.0.1", "prefix": 8}]},
                                 {"name": "eth0", "hardware-address": "02:D2:dd:a2:1b:46",
                                  "ip-addresses": [
                                   {"ip-address-type": "ipv4", "ip-address": "10.0.2.2", "prefix": 24},
                                   {"ip-address-type": "ipv6", "ip-address": "fe80::1", "prefix": 64},
                                   {"ip-address-type": "ipv6", "ip-address": "fd00::2", "prefix": 64}]},
                                 {"name": "tun0"}]}"""))
                .containsExactly(
                        new AgentInterface(
                                "eth0", "02:d2:dd:a2:1b:46", List.of("10.0.2.2", "fd00::2")),
                        new AgentInterface("tun0", "", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "no json",
                "{}",
                "{\"return\": null}",
                "{\"return\": {\"user\": \"root\"}}",
                "{\"return\": [{\"user\": [\"root\"]}]}",
                "{\"return\": [{\"user\": \"root\", \"login-time\": \"soon\"}]}",
                "{\"error\": {\"class\": \"CommandNotFound\"}}",
            })
    void whatIsNoAnswerIsRefusedInOneWay(String reply) {
        assertThatThrownBy(() -> AgentReplies.users(reply))
                .isInstanceOf(UnreadableReply.class)
                .hasMessageStartingWith("the guest's agent cannot be understood: ");
    }

    @Test
    void aGuestCannotFillItsObjectInTheApi() {
        String item = "{\"user\": \"%s\"},".formatted("x".repeat(5000));

        var users = AgentReplies.users("{\"return\": [%snull]}".formatted(item.repeat(5000)));

        assertThat(users.items()).hasSize(256);
        assertThat(users.items().getFirst().userName()).hasSize(256);
    }

    @Test
    void anAgentSaysWhetherItIsFrozen() {
        assertThat(AgentReplies.frozen("{\"return\": \"frozen\"}")).isTrue();
        assertThat(AgentReplies.frozen("{\"return\": \"thawed\"}")).isFalse();
    }

    private static void same(Object answer, String json) {
        JsonElement written = JSON.getGson().toJsonTree(answer);
        assertThat(written).isEqualTo(JsonParser.parseString(json));
    }
}
