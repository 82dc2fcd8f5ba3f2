package io.kubevirt.ee.model.access;

import io.kubevirt.ee.model.agent.AgentCall;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.AccessCredential;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the agent inside a guest is asked for, so that its users have the keys and passwords of the
 * instance.
 *
 * @param calls in their order
 */
public record AccessRequests(List<AgentCall> calls) {

    /** Copies the list. */
    public AccessRequests {
        calls = List.copyOf(calls);
    }

    /** Whether a guest's agent has anything to do with it. */
    public static boolean wanted(VirtualMachineInstanceSpec spec) {
        return byAgent(spec).findAny().isPresent();
    }

    /** The Secrets that hold what is asked for, each once. */
    public static List<String> secrets(VirtualMachineInstanceSpec spec) {
        return byAgent(spec)
                .flatMap(credential -> AccessSecrets.secret(credential).stream())
                .distinct()
                .toList();
    }

    private static Stream<AccessCredential> byAgent(VirtualMachineInstanceSpec spec) {
        return Absent.list(spec.accessCredentials()).stream()
                .filter(
                        credential ->
                                credential.userPassword() != null
                                        || credential
                                                        .sshPublicKey()
                                                        .propagationMethod()
                                                        .qemuGuestAgent()
                                                != null);
    }

    /**
     * The requests of an instance.
     *
     * @param secrets {@link #secrets} by name, the texts of each by their keys
     */
    public static AccessRequests of(
            VirtualMachineInstanceSpec spec, Map<String, SortedMap<String, String>> secrets) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Map<String, String> passwords = new LinkedHashMap<>();
        for (AccessCredential credential : byAgent(spec).toList()) {
            SortedMap<String, String> texts =
                    secrets.get(AccessSecrets.secret(credential).orElseThrow());
            if (credential.userPassword() != null) {
                texts.forEach((user, text) -> passwords.put(user, text.strip()));
            } else {
                List<String> lines =
                        texts.values().stream().flatMap(String::lines).map(String::strip).toList();
                for (String user :
                        credential.sshPublicKey().propagationMethod().qemuGuestAgent().users()) {
                    keys.computeIfAbsent(user, name -> new ArrayList<>())
                            .addAll(lines.stream().filter(line -> !line.isEmpty()).toList());
                }
            }
        }
        List<AgentCall> calls = new ArrayList<>();
        keys.forEach((user, lines) -> calls.add(AgentCall.authorizedKeys(user, lines)));
        passwords.forEach((user, text) -> calls.add(AgentCall.password(user, text)));
        return new AccessRequests(calls);
    }

    /** The same for the same requests, and tells nothing about them. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            calls.forEach(call -> digest.update(call.request().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
