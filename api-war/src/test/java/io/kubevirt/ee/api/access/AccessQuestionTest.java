package io.kubevirt.ee.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessQuestionTest {
    private static final AccessQuestion QUESTION =
            new AccessQuestion(
                    new Caller(
                            "jane",
                            Optional.of("u1"),
                            List.of("devs"),
                            Map.of("scopes", List.of("a"))),
                    "update",
                    new Target.Subresource("v1", "ns", "virtualmachines", "vm1", "start"));

    @Test
    void asksForTheCallerTheVerbAndTheSubresource() {
        String expected =
                """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
                 "spec": {"user": "jane", "uid": "u1", "groups": ["devs"],
                          "extra": {"scopes": ["a"]},
                          "resourceAttributes": {
                              "group": "subresources.kubevirt.io", "version": "v1",
                              "namespace": "ns", "resource": "virtualmachines",
                              "subresource": "start", "name": "vm1", "verb": "update"}}}
                """;
        assertThat(JsonParser.parseString(KubeJson.gson().toJson(QUESTION.review())))
                .isEqualTo(JsonParser.parseString(expected));
    }

    @Test
    void refusesInTheWordsOfKubernetes() {
        assertThat(QUESTION.refusal())
                .isEqualTo(
                        "virtualmachines.subresources.kubevirt.io \"vm1\" is forbidden: User"
                                + " \"jane\" cannot update resource \"virtualmachines/start\" in API"
                                + " group \"subresources.kubevirt.io\" in the namespace \"ns\"");
    }

    @Test
    void whatHasNoNameIsAskedForWithoutOne() {
        AccessQuestion question =
                new AccessQuestion(
                        QUESTION.caller(),
                        "update",
                        new Target.Subresource("v1", "ns", "expand-vm-spec", "", ""));
        var asked = question.review().getSpec().getResourceAttributes();
        assertThat(asked.getResource()).isEqualTo("expand-vm-spec");
        assertThat(asked.getName()).isNull();
        assertThat(asked.getSubresource()).isNull();
        assertThat(question.refusal())
                .isEqualTo(
                        "expand-vm-spec.subresources.kubevirt.io is forbidden: User \"jane\" cannot"
                                + " update resource \"expand-vm-spec\" in API group"
                                + " \"subresources.kubevirt.io\" in the namespace \"ns\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, get",
        "HEAD, get",
        "PUT, update",
        "POST, create",
        "PATCH, patch",
        "DELETE, delete",
        "put, update"
    })
    void theMethodIsTheVerb(String method, String verb) {
        assertThat(AccessQuestion.verb(method)).contains(verb);
    }

    @Test
    void otherMethodsHaveNoVerb() {
        assertThat(AccessQuestion.verb("TRACE")).isEmpty();
    }
}
