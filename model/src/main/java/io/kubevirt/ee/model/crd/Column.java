package io.kubevirt.ee.model.crd;

import io.kubernetes.client.openapi.models.V1CustomResourceColumnDefinition;

/**
 * A column of {@code kubectl get}.
 *
 * @param type string, integer or date
 * @param jsonPath where the value is, from the root of the object
 * @param priority 0 is always shown, 1 only with {@code -o wide}
 */
record Column(String name, String type, String jsonPath, int priority) {
    static final Column AGE = new Column("Age", "date", ".metadata.creationTimestamp", 0);
    static final Column PHASE = shown("Phase", ".status.phase");

    static Column shown(String name, String jsonPath) {
        return new Column(name, "string", jsonPath, 0);
    }

    static Column number(String name, String jsonPath) {
        return new Column(name, "integer", jsonPath, 0);
    }

    static Column condition(String type, int priority) {
        String path = ".status.conditions[?(@.type=='" + type + "')].status";
        return new Column(
                type.equals("LiveMigratable") ? "Live-Migratable" : type, "string", path, priority);
    }

    V1CustomResourceColumnDefinition definition() {
        return new V1CustomResourceColumnDefinition()
                .name(name)
                .type(type)
                .jsonPath(jsonPath)
                .priority(priority == 0 ? null : priority);
    }
}
