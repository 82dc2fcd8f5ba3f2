package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.e2e.Grants.Asked;
import io.kubevirt.ee.e2e.Grants.Right;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

    private static final Set<Right> GRANTED =
            Set.of(
                    new Right("a", "get", "nodes", "", Set.of()),
                    new Right("a", "list", "pods", "kubevirt", Set.of()),
                    new Right("a", "get", "secrets", "kubevirt", Set.of("mine")));

    @ParameterizedTest
    @CsvSource({
        "a, get, nodes, '', n1, true",
        "b, get, nodes, '', n1, false",
        "a, patch, nodes, '', n1, false",
        "a, list, pods, kubevirt, '', true",
        "a, list, pods, other, '', false",
        "a, get, secrets, kubevirt, mine, true",
        "a, get, secrets, kubevirt, yours, false",
        "a, get, secrets, other, mine, false"
    })
    void aRefusalCountsUnlessARightCoversIt(
            String account,
            String verb,
            String resource,
            String namespace,
            String name,
            boolean granted) {
        Asked asked = new Asked(account, verb, resource, namespace, name);
        assertThat(Grants.withoutRight(Set.of(asked), GRANTED).isEmpty()).isEqualTo(granted);
    }

    @Test
    void aLineOfTheAuditLogIsReadWhole() {
        String line =
                """
                {"verb":"patch","user":{"username":"system:serviceaccount:kubevirt:virt-api"},\
                "objectRef":{"resource":"virtualmachines","subresource":"status",\
                "apiGroup":"kubevirt.io","namespace":"ns","name":"vm"},\
                "annotations":{"authorization.k8s.io/decision":"forbid"}}"""
                        .strip();
        assertThat(Grants.asked(line, "forbid"))
                .contains(
                        new Asked(
                                "virt-api",
                                "patch",
                                "virtualmachines/status.kubevirt.io",
                                "ns",
                                "vm"));
        assertThat(Grants.asked(line, "allow")).isEmpty();
        assertThat(Grants.asked(line.replace("kubevirt:virt", "other:virt"), "forbid")).isEmpty();
    }

    @Test
    void whatIsAskedInAnothersNameIsHisRight() {
        String line =
                """
                {"verb":"list","user":{"username":"system:serviceaccount:kubevirt:virt-api"},\
                "impersonatedUser":{"username":"jane"},\
                "objectRef":{"resource":"virtualmachines","apiGroup":"kubevirt.io"},\
                "annotations":{"authorization.k8s.io/decision":"forbid"}}"""
                        .strip();
        assertThat(Grants.asked(line, "forbid")).isEmpty();
    }
}
