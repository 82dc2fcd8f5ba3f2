package io.kubevirt.ee.e2e;

/**
 * A setting of the {@code KubeVirt} resource, in {@code spec.configuration.developerConfiguration}.
 *
 * @param name its field
 */
record ClusterSetting(String name) {

    private static final String PATCH =
            "{\"spec\": {\"configuration\": {\"developerConfiguration\": {\"%s\": %s}}}}";

    /** Sets it to a value as JSON has it; {@code null} takes it away. */
    void set(String json) {
        Shell.kubectlDone(
                "",
                "--namespace",
                Components.NAMESPACE,
                "patch",
                "kubevirt",
                "kubevirt",
                "--type=merge",
                "--patch",
                PATCH.formatted(name, json));
    }
}
