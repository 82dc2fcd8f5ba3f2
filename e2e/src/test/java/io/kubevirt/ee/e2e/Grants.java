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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Rights as lines {@code account verb resource.group}: those that the cluster grants to our
 * programs, and those that its audit log shows them to use.
 */
final class Grants {
    private static final String ACCOUNTS = "system:serviceaccount:kubevirt:";
    private static final String NAMESPACE = "kubevirt";
    private static final Path AUDIT_LOGS = Path.of("/var/log/kubevirt-ee/cluster");

    private Grants() {}

    /** What the bindings of our accounts add up to. */
    static Set<String> granted() throws ApiException {
        RbacAuthorizationV1Api api = new RbacAuthorizationV1Api(Cluster.CLIENT);
        Set<String> lines = new TreeSet<>();
        for (var binding : api.listClusterRoleBinding().execute().getItems()) {
            for (String account : accounts(binding.getSubjects())) {
                add(lines, account, rules(api, binding.getRoleRef(), ""));
            }
        }
        for (var binding : api.listRoleBindingForAllNamespaces().execute().getItems()) {
            for (String account : accounts(binding.getSubjects())) {
                String namespace = binding.getMetadata().getNamespace();
                add(lines, account, rules(api, binding.getRoleRef(), namespace));
            }
        }
        return lines;
    }

    /** What our accounts asked for and were allowed. */
    static Set<String> used() throws IOException {
        return logged("allow");
    }

    /** What our accounts asked for and were refused. */
    static Set<String> refused() throws IOException {
        return logged("forbid");
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

    private static void add(Set<String> lines, String account, List<V1PolicyRule> rules) {
        for (V1PolicyRule rule : Absent.list(rules)) {
            for (String group : Absent.list(rule.getApiGroups())) {
                for (String resource : Absent.list(rule.getResources())) {
                    rule.getVerbs().forEach(v -> lines.add(line(account, v, resource, group)));
                }
            }
        }
    }

    private static Set<String> logged(String decision) throws IOException {
        Set<String> lines = new TreeSet<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(AUDIT_LOGS, "audit*.log")) {
            for (Path log : logs) {
                try (Stream<String> events = Files.lines(log)) {
                    events.flatMap(text -> line(text, decision).stream()).forEach(lines::add);
                }
            }
        }
        return lines;
    }

    private static Optional<String> line(String event, String decision) {
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
        String resource = text(object, "resource");
        String subresource = text(object, "subresource");
        return Optional.of(
                line(
                        user.substring(ACCOUNTS.length()),
                        text(root, "verb"),
                        subresource.isEmpty() ? resource : resource + "/" + subresource,
                        text(object, "apiGroup")));
    }

    private static String line(String account, String verb, String resource, String group) {
        return account + " " + verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }

    private static String text(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value == null ? "" : value.getAsString();
    }
}
