package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two users of one namespace, each with a role of Kubernetes' own, to which ours add: one may edit,
 * one may look.
 */
class UserRolesE2E {

    private static final String EDITOR = "e2e-editor";
    private static final String VIEWER = "e2e-viewer";
    private static final String NOWHERE = "{\"spec\":{\"nodeSelector\":{\"no\":\"where\"}}}";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @BeforeAll
    static void rolesAreBound() {
        bind(EDITOR, "edit");
        bind(VIEWER, "view");
    }

    private static void bind(String user, String role) {
        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "create",
                "rolebinding",
                user,
                "--clusterrole=" + role,
                "--user=" + user);
    }

    private static Shell.Ended as(String user, String input, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "--as=" + user;
        all[1] = "--as-group=system:authenticated";
        all[2] = "--namespace";
        all[3] = NAMESPACE.name();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return Shell.kubectl(input, all);
    }

    private static void may(String user, String input, String... arguments) {
        Shell.Ended ended = as(user, input, arguments);
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    private static void mayNot(String user, String input, String... arguments) {
        Shell.Ended ended = as(user, input, arguments);
        assertThat(ended.status()).as(ended.output()).isNotZero();
        assertThat(ended.output()).containsIgnoringCase("forbidden");
    }

    private static String start(String vm) {
        return "/apis/subresources.kubevirt.io/v1/namespaces/%s/virtualmachines/%s/start"
                .formatted(NAMESPACE.name(), vm);
    }

    @Test
    void oneEditsAndTheOtherOnlyLooks() {
        String manifest = TestVm.named(NAMESPACE.name(), "roles").manifest("vm-manual");
        mayNot(VIEWER, manifest, "create", "-f", "-");
        may(EDITOR, manifest, "create", "-f", "-");
        for (String user : new String[] {EDITOR, VIEWER}) {
            may(user, "", "get", "vm", "roles");
            may(user, "", "get", "vmi");
            may(user, "", "get", "kubevirts", "--namespace=kubevirt");
            may(user, "", "get", "--raw", "/apis/subresources.kubevirt.io/v1/version");
            mayNot(user, "", "get", "vm", "--namespace=kubevirt");
            mayNot(user, "", "patch", "vm", "roles", "--subresource=status", "-p", "{}");
        }
        // What RBAC allows them beyond what they are asked here is compared by a test of its own.
        mayNot(VIEWER, "{}", "replace", "--raw", start("roles"), "-f", "-");
        mayNot(VIEWER, "", "label", "vm", "roles", "a=b");
        may(EDITOR, "{\"dryRun\":[\"All\"]}", "replace", "--raw", start("roles"), "-f", "-");
        may(EDITOR, "", "label", "vm", "roles", "a=b");
        mayNot(VIEWER, "", "delete", "vm", "roles");
        may(EDITOR, "", "delete", "vm", "roles");
    }

    @Test
    void anInstanceIsNobodysToChangeAndItsStatusTheComponents() {
        String manifest =
                TestVm.named(NAMESPACE.name(), "fixed")
                        .manifest("vmi-kernelboot")
                        .replace("spec:\n", "spec:\n  nodeSelector: {no: where}\n");
        may(EDITOR, manifest, "create", "-f", "-");
        Shell.Ended changed =
                as(
                        EDITOR,
                        "",
                        "patch",
                        "vmi",
                        "fixed",
                        "--type=merge",
                        "-p",
                        NOWHERE.replace("where", "here"));
        assertThat(changed.status()).isNotZero();
        assertThat(changed.output()).contains("update of VMI object is restricted");
        may(
                EDITOR,
                "",
                "patch",
                "vmi",
                "fixed",
                "--type=merge",
                "-p",
                "{\"status\":{\"nodeName\":\"elsewhere\"}}");
        assertThat(TestVm.named(NAMESPACE.name(), "fixed").vmi().orElseThrow().status().nodeName())
                .isNull();
        may(EDITOR, "", "delete", "vmi", "fixed");
    }

    /** Whatever rights he has, as the administrator has all. */
    @Test
    void notEvenTheAdministratorWritesAStatus() {
        String manifest = TestVm.named(NAMESPACE.name(), "told").manifest("vm-manual");
        may(EDITOR, manifest, "create", "-f", "-");
        Shell.Ended refused =
                Shell.kubectl(
                        "",
                        "--namespace",
                        NAMESPACE.name(),
                        "patch",
                        "vm",
                        "told",
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        "{\"status\":{\"ready\":true}}");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output())
                .contains("Forbidden")
                .contains("the status of virtualmachines is written by KubeVirt's components");
        may(EDITOR, "", "delete", "vm", "told");
    }
}
