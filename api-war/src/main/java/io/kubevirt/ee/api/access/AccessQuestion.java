package io.kubevirt.ee.api.access;

import io.kubernetes.client.openapi.models.V1ResourceAttributes;
import io.kubernetes.client.openapi.models.V1SubjectAccessReview;
import io.kubernetes.client.openapi.models.V1SubjectAccessReviewSpec;
import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.Locale;
import java.util.Optional;

/** May this caller do this? As a SubjectAccessReview, and as the sentence for when not. Pure. */
public record AccessQuestion(Caller caller, String verb, Target.Subresource target) {

    /** Returns RBAC's verb for a request with a name; nothing for a method that has none. */
    public static Optional<String> verb(String httpMethod) {
        return Optional.ofNullable(
                switch (httpMethod.toUpperCase(Locale.ROOT)) {
                    case "GET", "HEAD" -> "get";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "PATCH" -> "patch";
                    case "DELETE" -> "delete";
                    default -> null;
                });
    }

    /** Returns the question for the API server. */
    public V1SubjectAccessReview review() {
        V1ResourceAttributes attributes =
                new V1ResourceAttributes()
                        .group(KubevirtApi.SUBRESOURCES_GROUP)
                        .version(target.version())
                        .namespace(target.namespace())
                        .resource(target.resource())
                        .subresource(emptyToNull(target.subresource()))
                        .name(emptyToNull(target.name()))
                        .verb(verb);
        return new V1SubjectAccessReview()
                .apiVersion("authorization.k8s.io/v1")
                .kind("SubjectAccessReview")
                .spec(
                        new V1SubjectAccessReviewSpec()
                                .user(caller.user())
                                .uid(caller.uid().orElse(null))
                                .groups(caller.groups())
                                .extra(caller.extra())
                                .resourceAttributes(attributes));
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Returns the refusal in the words of kube-apiserver. */
    public String refusal() {
        String named = target.name().isEmpty() ? "" : " \"%s\"".formatted(target.name());
        String part = target.subresource().isEmpty() ? "" : "/" + target.subresource();
        return "%s.%s%s is forbidden: User \"%s\" cannot %s resource \"%s%s\" in API group"
                        .formatted(
                                target.resource(),
                                KubevirtApi.SUBRESOURCES_GROUP,
                                named,
                                caller.user(),
                                verb,
                                target.resource(),
                                part)
                + " \"%s\" in the namespace \"%s\""
                        .formatted(KubevirtApi.SUBRESOURCES_GROUP, target.namespace());
    }
}
