package io.kubevirt.ee.api.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.api.discovery.Discovery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Users get what KubeVirt's roles grant, verb for verb, of what exists here. */
class UserRolesTest {
    private static final Path BASE = Path.of("../kubernetes/base");
    private static final Path ROLES = BASE.resolve("user-roles.yaml");
    private static final String SUBRESOURCES = ".subresources.kubevirt.io";

    /** Served without being listed, as in KubeVirt, where the other is listed. */
    private static final Map<String, String> UNLISTED =
            Map.of(
                    "virtualmachines/portforward",
                    "virtualmachineinstances/portforward",
                    "virtualmachineinstances/usbredir",
                    "virtualmachineinstances/console");

    private static List<JsonObject> kubevirts() throws IOException {
        List<JsonObject> roles = new ArrayList<>();
        try (InputStream file = UserRolesTest.class.getResourceAsStream("/roles/kubevirt.yaml")) {
            List<Object> all = new Yaml().load(file);
            all.forEach(role -> roles.add(new Gson().toJsonTree(role).getAsJsonObject()));
        }
        return roles;
    }

    private static Set<String> served() throws IOException {
        Set<String> served = UserRoles.defined(BASE.resolve("crds"));
        served.add("version" + SUBRESOURCES);
        Discovery.resources("v1")
                .getResources()
                .forEach(resource -> served.add(resource.getName() + SUBRESOURCES));
        UNLISTED.forEach(
                (unlisted, listed) -> {
                    if (served.contains(listed + SUBRESOURCES)) {
                        served.add(unlisted + SUBRESOURCES);
                    }
                });
        return served;
    }

    @Test
    void eachRoleGrantsWhatKubevirtsDoesOfWhatExistsHere() throws IOException {
        Set<String> served = served();
        Map<String, Set<String>> expected = new TreeMap<>();
        for (JsonObject role : kubevirts()) {
            Set<String> rights = new TreeSet<>();
            for (JsonElement rule : role.getAsJsonArray("rules")) {
                JsonObject fields = rule.getAsJsonObject();
                UserRoles.add(fields, fields.get("group").getAsString(), rights);
            }
            rights.removeIf(right -> !served.contains(right.substring(right.indexOf(' ') + 1)));
            if (!rights.isEmpty()) {
                expected.put(role.get("role").getAsString(), rights);
            }
        }
        assertThat(UserRoles.granted(ROLES)).isEqualTo(expected);
    }

    @Test
    void eachSubresourceIsGrantedByARoleOfKubevirts() throws IOException {
        Set<String> granted = new TreeSet<>();
        UserRoles.granted(ROLES)
                .values()
                .forEach(
                        rights ->
                                rights.forEach(
                                        right ->
                                                granted.add(
                                                        right.substring(right.indexOf(' ') + 1))));
        Discovery.resources("v1")
                .getResources()
                .forEach(
                        resource ->
                                assertThat(granted).contains(resource.getName() + SUBRESOURCES));
    }

    @Test
    void rolesAddToKubernetesOwnAndAreBoundAsKubevirtsAre() throws IOException {
        Map<String, JsonObject> roles = new TreeMap<>();
        Set<String> boundToAll = new TreeSet<>();
        for (JsonObject object : UserRoles.documents(ROLES)) {
            if (object.get("kind").getAsString().equals("ClusterRole")) {
                roles.put(UserRoles.name(object), object);
            } else {
                assertThat(object.getAsJsonArray("subjects").toString())
                        .contains("system:authenticated")
                        .doesNotContain("unauthenticated");
                boundToAll.add(object.getAsJsonObject("roleRef").get("name").getAsString());
            }
        }
        for (JsonObject role : kubevirts()) {
            String name = role.get("role").getAsString();
            if (!roles.containsKey(name)) {
                continue;
            }
            JsonElement aggregate = role.get("aggregate");
            JsonElement labels = roles.get(name).getAsJsonObject("metadata").get("labels");
            assertThat(labels == null ? "" : labels.toString())
                    .isEqualTo(
                            aggregate == null
                                    ? ""
                                    : "{\"rbac.authorization.k8s.io/aggregate-to-%s\":\"true\"}"
                                            .formatted(aggregate.getAsString()));
            assertThat(boundToAll.contains(name)).as(name).isEqualTo(role.has("everybody"));
        }
    }
}
