package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.launcher.HostPaths;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRulesTest {

    private static final ClusterRules NOWHERE =
            new ClusterRules(HostPaths.NONE, () -> FeatureGates.NONE);
    private static final ClusterRules BELOW =
            new ClusterRules(
                    new HostPaths(List.of("/srv/vms", "/data/a.b")), () -> FeatureGates.NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/srv/vms/x.img          | Disk         | -   |",
                "/srv/vms/one/x.img      | Disk         | 1Gi |",
                "/data/a.b/..x           | Disk         | -   |",
                "/srv/vms/x.img          | DiskOrCreate | 1Gi |",
                "/srv/vms/x.img          | DiskOrCreate | -   | FieldValueRequired capacity",
                "/srv/vms/x.img          | DiskOrCreate | 0   | FieldValueRequired capacity",
                "/srv/vms                | Disk         | -   | FieldValueInvalid path",
                "/srv/vms/               | Disk         | -   | FieldValueInvalid path",
                "/srv/vms2/x.img         | Disk         | -   | FieldValueInvalid path",
                "/srv/vms/../vms2/x.img  | Disk         | -   | FieldValueInvalid path",
                "/srv/vms/./x.img        | Disk         | -   | FieldValueInvalid path",
                "/srv/vms//x.img         | Disk         | -   | FieldValueInvalid path",
                "/srv/vms/x/..           | Disk         | -   | FieldValueInvalid path",
                "srv/vms/x.img           | Disk         | -   | FieldValueInvalid path",
                "/data/aXb/x.img         | Disk         | -   | FieldValueInvalid path",
            })
    void aDiskMustBeBelowAnAllowedFolder(String path, String type, String capacity, String said) {
        String expected = said == null ? "" : said.replace(" ", " spec.volumes[0].hostDisk.");

        assertThat(words(BELOW.review(vmi(path, type, capacity)))).isEqualTo(expected);
    }

    @Test
    void whereNoneIsAllowedItIsBehindAGate() {
        VirtualMachineInstance vmi = vmi("/srv/vms/x.img", "Disk", null);

        assertThat(words(NOWHERE.review(vmi))).isEqualTo("FieldValueInvalid spec.volumes[0]");
        assertThat(words(NOWHERE.review(template(VirtualMachine.class, "/srv/vms/x.img"))))
                .isEqualTo("FieldValueInvalid spec.template.spec.volumes[0]");
        assertThat(
                        words(
                                NOWHERE.review(
                                        template(
                                                VirtualMachineInstanceReplicaSet.class,
                                                "/srv/vms/x.img"))))
                .isEqualTo("FieldValueInvalid spec.template.spec.volumes[0]");
    }

    @Test
    void figuresOfTheNodeAreBehindAGateThatCanBeOpened() {
        String spec =
                """
                {"domain": {"devices": {"downwardMetrics": {}}},
                 "volumes": [{"name": "a", "emptyDisk": {}}, {"name": "b", "downwardMetrics": {}}]}""";
        VirtualMachineInstance vmi =
                JSON.deserialize("{\"spec\": " + spec + "}", VirtualMachineInstance.class);

        assertThat(words(NOWHERE.review(vmi)))
                .isEqualTo(
                        "FieldValueInvalid spec.domain.devices.downwardMetrics,"
                                + " FieldValueInvalid spec.volumes[1]");
        assertThat(withGates("Other", "DownwardMetrics").review(vmi)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "true, Other, FieldValueInvalid spec.domain.devices.autoattachVSOCK",
        "true, DownwardMetrics, FieldValueInvalid spec.domain.devices.autoattachVSOCK",
        "true, VSOCK, ''",
        "false, Other, ''"
    })
    void aVsockIsBehindAGateThatCanBeOpened(boolean wanted, String gate, String said) {
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        "{\"spec\": {\"domain\": {\"devices\": {\"autoattachVSOCK\": %s}}}}"
                                .formatted(wanted),
                        VirtualMachineInstance.class);

        assertThat(words(withGates(gate).review(vmi))).isEqualTo(said);
    }

    @Test
    void moreMemoryBesideTheGuestsIsBehindAGateThatCanBeOpened() {
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        """
                        {"spec": {"domain": {"memory": {"reservedOverhead": {}}}}}""",
                        VirtualMachineInstance.class);

        assertThat(words(NOWHERE.review(vmi)))
                .isEqualTo("FieldValueInvalid spec.domain.memory.reservedOverhead");
        assertThat(withGates("ReservedOverheadMemlock").review(vmi)).isEmpty();
    }

    @Test
    void gatesAreAskedForOnlyWhereOneIsNeeded() {
        ClusterRules away =
                new ClusterRules(
                        HostPaths.NONE,
                        () -> {
                            throw new IllegalStateException("the API server is away");
                        });
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        "{\"spec\": {\"volumes\": [{\"name\": \"a\", \"emptyDisk\": {}}]}}",
                        VirtualMachineInstance.class);

        assertThat(away.review(vmi)).isEmpty();
    }

    private static ClusterRules withGates(String... gates) {
        KubeVirt kubeVirt =
                JSON.deserialize(
                        """
                        {"metadata": {"name": "kubevirt"}, "spec": {"configuration":
                          {"developerConfiguration": {"featureGates": ["%s"]}}}}"""
                                .formatted(String.join("\", \"", gates)),
                        KubeVirt.class);
        return new ClusterRules(HostPaths.NONE, () -> FeatureGates.of(List.of(kubeVirt)));
    }

    @Test
    void aSpecThatStaysIsLetThrough() {
        VirtualMachine vm = template(VirtualMachine.class, "/elsewhere/x.img");
        VirtualMachineInstanceReplicaSet set =
                template(VirtualMachineInstanceReplicaSet.class, "/elsewhere/x.img");

        assertThat(BELOW.review(vm, vm)).isEmpty();
        assertThat(BELOW.review(set, set)).isEmpty();
        assertThat(BELOW.review(template(VirtualMachine.class, "/srv/vms/x.img"), vm)).hasSize(1);
        assertThat(
                        BELOW.review(
                                template(VirtualMachineInstanceReplicaSet.class, "/srv/vms/x.img"),
                                set))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "srv", "/srv/", "/srv/../etc", "/./srv"})
    void aFolderThatIsNoPlainPathIsNotAllowed(String folder) {
        assertThatThrownBy(() -> new HostPaths(List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": " + folder);
    }

    private static VirtualMachineInstance vmi(String path, String type, String capacity) {
        return JSON.deserialize(
                "{\"spec\": " + spec(path, type, capacity) + "}", VirtualMachineInstance.class);
    }

    private static <T> T template(Class<T> type, String path) {
        return JSON.deserialize(
                "{\"spec\": {\"template\": {\"spec\": %s}}}".formatted(spec(path, "Disk", null)),
                type);
    }

    private static String spec(String path, String type, String capacity) {
        return """
               {"volumes": [{"name": "a", "hostDisk": {"path": "%s", "type": "%s"%s}},
                            {"name": "b", "emptyDisk": {"capacity": "1Mi"}}]}"""
                .formatted(
                        path, type, capacity == null ? "" : ", \"capacity\": \"" + capacity + "\"");
    }

    private static String words(List<Refusal> refusals) {
        return refusals.stream()
                .map(one -> one.reason().value() + " " + one.field())
                .collect(Collectors.joining(", "));
    }
}
