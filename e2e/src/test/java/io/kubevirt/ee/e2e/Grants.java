package io.kubevirt.ee.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.RbacAuthorizationV1Api;
import io.kubernetes.client.openapi.models.RbacV1Subject;
import io.kubernetes.client.openapi.models.V1PolicyRule;
import io.kubernetes.client.openapi.models.V1RoleRef;
import io.kubevirt.ee.model.v1.Absent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rights that the cluster grants to our programs, and those that its audit log shows in use.
 */
final class Grants {
    private static final String ACCOUNTS = "system:serviceaccount:kubevirt:";
    private static final String NAMESPACE = "kubevirt";
    private static final Path AUDIT_LOGS = Path.of("/var/log/kubevirt-ee/cluster");

    private Grants() {}

    /**
     * A right of one of our accounts.
     *
     * @param resource with its subresource and group, as in {@code
     *     virtualmachines/status.kubevirt.io}
     * @param namespace the only one it holds in; empty: all
     * @param names the only objects it is for; none: all
     */
    record Right(
            String account, String verb, String resource, String namespace, Set<String> names) {

        boolean covers(Asked asked) {
            return line().equals(asked.line())
                    && (namespace.isEmpty() || namespace.equals(asked.namespace()))
                    && (names.isEmpty() || names.contains(asked.name()));
        }

        String line() {
            return account + " " + verb + " " + resource;
        }
    }

    /**
     * What one of our accounts asked for.
     *
     * @param name of the object; empty when the request names none
     */
    record Asked(String account, String verb, String resource, String namespace, String name) {

        String line() {
            return account + " " + verb + " " + resource;
        }
    }

    /** What the bindings of our accounts add up to. */
    static Set<Right> granted() throws ApiException {
        RbacAuthorizationV1Api api = new RbacAuthorizationV1Api(Cluster.CLIENT);
        Set<Right> rights = new LinkedHashSet<>();
        for (var binding : api.listClusterRoleBinding().execute().getItems()) {
            for (String account : accounts(binding.getSubjects())) {
                rights.addAll(rights(account, "", rules(api, binding.getRoleRef(), "")));
            }
        }
        for (var binding : api.listRoleBindingForAllNamespaces().execute().getItems()) {
            for (String account : accounts(binding.getSubjects())) {
                String namespace = binding.getMetadata().getNamespace();
                rights.addAll(
                        rights(account, namespace, rules(api, binding.getRoleRef(), namespace)));
            }
        }
        return rights;
    }

    /** What our accounts asked for and were allowed. */
    static Set<Asked> used() throws IOException {
        return logged("allow");
    }

    /**
     * What our accounts asked for without a right to it. That a right was refused all the same is
     * not theirs: an API server that has just started may not have read its roles yet.
     */
    static Set<Asked> askedWithoutRight() throws IOException, ApiException {
        return withoutRight(logged("forbid"), granted());
    }

    static Set<Asked> withoutRight(Set<Asked> refused, Set<Right> granted) {
        return refused.stream()
                .filter(asked -> granted.stream().noneMatch(right -> right.covers(asked)))
                .collect(Collectors.toSet());
    }

    private static List<String> accounts(List<RbacV1Subject> subjects) {
        return Absent.list(subjects).stream()
                .filter(subject -> "ServiceAccount".equals(subject.getKind()))
                .filter(subject -> NAMESPACE.equals(subject.getNamespace()))
                .map(RbacV1Subject::getName)
                .toList();
    }

    private static List<V1PolicyRule> rules(
            RbacAuthorizationV1Api api, V1RoleRef role, String namespace) throws ApiException {
        return "ClusterRole".equals(role.getKind())
                ? api.readClusterRole(role.getName()).execute().getRules()
                : api.readNamespacedRole(role.getName(), namespace).execute().getRules();
    }

    private static Set<Right> rights(String account, String namespace, List<V1PolicyRule> rules) {
        Set<Right> rights = new LinkedHashSet<>();
        for (V1PolicyRule rule : Absent.list(rules)) {
            Set<String> names = Set.copyOf(Absent.list(rule.getResourceNames()));
            for (String group : Absent.list(rule.getApiGroups())) {
                for (String resource : Absent.list(rule.getResources())) {
                    String whole = resource(resource, group);
                    rule.getVerbs()
                            .forEach(
                                    v ->
                                            rights.add(
                                                    new Right(
                                                            account, v, whole, namespace, names)));
                }
            }
        }
        return rights;
    }

    private static Set<Asked> logged(String decision) throws IOException {
        Set<Asked> asked = new LinkedHashSet<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(AUDIT_LOGS, "audit*.log")) {
            for (Path log : logs) {
                try (Stream<String> events = Files.lines(log)) {
                    events.flatMap(text -> asked(text, decision).stream()).forEach(asked::add);
                }
            }
        }
        return asked;
    }

    /** The request of a line of the audit log, if it is one of ours and was decided so. */
    static Optional<Asked> asked(String event, String decision) {
        // A line that is still being written is no JSON yet; most lines are of others.
        if (!event.contains(ACCOUNTS) || !event.endsWith("}")) {
            return Optional.empty();
        }
        JsonObject root = JsonParser.parseString(event).getAsJsonObject();
        String user = text(root.getAsJsonObject("user"), "username");
        JsonObject object = root.getAsJsonObject("objectRef");
        JsonObject notes = root.getAsJsonObject("annotations");
        if (!user.startsWith(ACCOUNTS)
                || object == null
                || notes == null
                || !decision.equals(text(notes, "authorization.k8s.io/decision"))) {
            return Optional.empty();
        }
        // Whom it speaks for asks for this, not the program: its own right is that to impersonate.
        if (root.has("impersonatedUser")) {
            return Optional.empty();
        }
        String resource = text(object, "resource");
        String subresource = text(object, "subresource");
        return Optional.of(
                new Asked(
                        user.substring(ACCOUNTS.length()),
                        text(root, "verb"),
                        resource(
                                subresource.isEmpty() ? resource : resource + "/" + subresource,
                                text(object, "apiGroup")),
                        text(object, "namespace"),
                        text(object, "name")));
    }

    private static String resource(String resource, String group) {
        return group.isEmpty() ? resource : resource + "." + group;
    }

    private static String text(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value == null ? "" : value.getAsString();
    }
}
