package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.CPUFeature;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults that enter an instance. */
class DefaultsTest {
    private static VirtualMachineInstance vmi(String spec) {
        return JSON.deserialize(
                "{\"metadata\": {\"name\": \"a\"}, \"spec\": " + spec + "}",
                VirtualMachineInstance.class);
    }

    private static VirtualMachineInstance withDefaults(String domain) {
        return Admission.withDefaults(vmi("{\"domain\": " + domain + "}"));
    }

    @Test
    void aGuestThatStatesItsMemoryGetsTheRest() {
        JsonObject spec =
                JsonParser.parseString(
                                JSON.serialize(
                                        withDefaults(
                                                        "{\"memory\": {\"guest\": \"64Mi\"},"
                                                                + " \"devices\": {}}")
                                                .spec()))
                        .getAsJsonObject();
        JsonElement expected =
                JsonParser.parseString(
                        """
                        {"architecture": "amd64",
                         "domain": {
                           "cpu": {"cores": 1, "sockets": 1, "threads": 1},
                           "devices": {"interfaces": [{"name": "default", "masquerade": {}}]},
                           "machine": {"type": "q35"},
                           "memory": {"guest": "64Mi"},
                           "resources": {"requests": {"memory": "64Mi"}}},
                         "networks": [{"name": "default", "pod": {}}],
                         "terminationGracePeriodSeconds": 180}""");
        assertThat(spec).isEqualTo(expected);
    }

    /** As in KubeVirt, but that a CD-ROM is on virtio there. */
    @Test
    void aGuestOfArm64HasItsBoardUefiAndTheHostsCpu() {
        String given =
                """
                {"architecture": "arm64",
                 "domain": {
                   "firmware": {"serial": "S"},
                   "memory": {"guest": "64Mi"},
                   "devices": {
                     "autoattachPodInterface": false,
                     "disks": [{"name": "a"}, {"name": "b", "cdrom": {}}, {"name": "c", "lun": {}}]}}}""";
        String expected =
                """
                {"architecture": "arm64",
                 "domain": {
                   "cpu": {"cores": 1, "sockets": 1, "threads": 1, "model": "host-passthrough"},
                   "devices": {
                     "autoattachPodInterface": false,
                     "disks": [{"name": "a", "disk": {"bus": "virtio"}},
                               {"name": "b", "cdrom": {"bus": "scsi", "readonly": true, "tray": "closed"}},
                               {"name": "c", "lun": {"bus": "scsi"}}]},
                   "firmware": {"serial": "S", "bootloader": {"efi": {"secureBoot": false}}},
                   "machine": {"type": "virt"},
                   "memory": {"guest": "64Mi"},
                   "resources": {"requests": {"memory": "64Mi"}}},
                 "terminationGracePeriodSeconds": 180}""";
        JsonElement spec = JSON.getGson().toJsonTree(Admission.withDefaults(vmi(given)).spec());
        assertThat(spec).isEqualTo(JsonParser.parseString(expected));
    }

    @Test
    void whatTheUserStatesStays() {
        String spec =
                """
                {"architecture": "arm64",
                 "domain": {
                   "firmware": {"bootloader": {"bios": {}}},
                   "cpu": {"cores": 2, "sockets": 3, "threads": 4, "model": "host-passthrough"},
                   "devices": {
                     "disks": [{"name": "a", "disk": {"bus": "virtio"}},
                               {"name": "b", "cdrom": {"bus": "scsi", "readonly": true, "tray": "open"}}],
                     "interfaces": [{"name": "n", "bridge": {}}]},
                   "machine": {"type": "virt"},
                   "memory": {"guest": "2Gi"},
                   "resources": {"requests": {"memory": "1Gi", "cpu": "1"}}},
                 "networks": [{"name": "n", "pod": {}}],
                 "terminationGracePeriodSeconds": 0,
                 "volumes": [{"name": "a", "emptyDisk": {"capacity": "1Gi"}},
                             {"name": "b", "emptyDisk": {"capacity": "1Gi"}}]}""";
        assertThat(Admission.withDefaults(vmi(spec)).spec()).isEqualTo(vmi(spec).spec());
    }

    @Test
    void defaultsOfDefaultsAreTheSame() {
        VirtualMachineInstance once =
                withDefaults("{\"memory\": {\"guest\": \"64Mi\"}, \"devices\": {}}");
        assertThat(Admission.withDefaults(once)).isEqualTo(once);
    }

    @Test
    void theFinalizerIsAddedOnceAndTheGivenObjectStays() {
        VirtualMachineInstance given = vmi("{\"domain\": {\"devices\": {}}}");
        given.metadata().addFinalizersItem("theirs");
        VirtualMachineInstance once = Admission.withDefaults(given);
        assertThat(once.metadata().getFinalizers())
                .containsExactly("theirs", "foregroundDeleteVirtualMachine");
        assertThat(given.metadata().getFinalizers()).containsExactly("theirs");
        assertThat(Admission.withDefaults(once).metadata()).isSameAs(once.metadata());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"requests\":{\"memory\":\"1Gi\"}}                            | 1Gi | 1Gi",
                "{\"limits\":{\"memory\":\"2Gi\"}}                              | 2Gi | 2Gi",
                "{\"requests\":{\"memory\":\"1Gi\"},\"limits\":{\"memory\":\"2Gi\"}} | 1Gi | 1Gi",
            })
    void memoryOfTheGuestIsWhatIsRequestedElseTheLimit(
            String resources, String guest, String request) {
        var domain =
                withDefaults("{\"devices\": {}, \"resources\": " + resources + "}").spec().domain();
        assertThat(domain.memory().guest().toSuffixedString()).isEqualTo(guest);
        assertThat(domain.resources().requests().get("memory").toSuffixedString())
                .isEqualTo(request);
    }

    @Test
    void featuresOfHypervThatOthersNeedAreEnabled() {
        DomainSpec domain =
                withDefaults(
                                """
                                {"devices": {}, "features": {"hyperv": {
                                  "evmcs": {"enabled": true}, "synictimer": {"enabled": true}}}}""")
                        .spec()
                        .domain();
        FeatureState enabled = new FeatureState(true);
        assertThat(domain.features().hyperv().vapic()).isEqualTo(enabled);
        assertThat(domain.features().hyperv().synic()).isEqualTo(enabled);
        assertThat(domain.features().hyperv().vpindex()).isEqualTo(enabled);
        assertThat(domain.cpu().features()).containsExactly(new CPUFeature("vmx", "require"));
    }

    @Test
    void featuresOfHypervThatAreRefusedStayRefused() {
        FeatureHyperv hyperv =
                withDefaults(
                                """
                                {"devices": {}, "features": {"hyperv": {
                                  "vpindex": {"enabled": false}, "ipi": {"enabled": true}}}}""")
                        .spec()
                        .domain()
                        .features()
                        .hyperv();
        assertThat(hyperv.vpindex()).isEqualTo(new FeatureState(false));
        assertThat(hyperv.synic()).isNull();
    }

    @Test
    void aGuestWithoutAnyMemoryGetsNone() {
        assertThat(withDefaults("{\"devices\": {}}").spec().domain().memory()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}                                                        | {}            | 1 1 1",
                "{\"requests\":{\"cpu\":\"1500m\"}}                        | {}            | 1 2 1",
                "{\"requests\":{\"cpu\":\"1\"},\"limits\":{\"cpu\":\"4\"}} | {}            | 1 4 1",
                "{\"limits\":{\"cpu\":\"4\"}}                              | {\"cores\":2} | 2 1 1",
            })
    void processorsAreTheTopologyElseWhatIsLimitedElseRequested(
            String resources, String cpu, String topology) {
        var made =
                withDefaults(
                                "{\"devices\": {}, \"cpu\": %s, \"resources\": %s}"
                                        .formatted(cpu, resources))
                        .spec()
                        .domain()
                        .cpu();
        assertThat(made.cores() + " " + made.sockets() + " " + made.threads()).isEqualTo(topology);
    }

    @Test
    void aLimitOfProcessorsIsTheirRequest() {
        var resources =
                withDefaults("{\"devices\": {}, \"resources\": {\"limits\": {\"cpu\": \"2\"}}}")
                        .spec()
                        .domain()
                        .resources();
        assertThat(resources.requests().get("cpu")).isEqualTo(resources.limits().get("cpu"));
    }

    @Test
    void aDiskIsOnSataAndALunOnScsi() {
        var spec =
                Admission.withDefaults(
                                vmi(
                                        """
                                        {"domain": {"devices": {"disks": [{"name": "b", "cdrom": {}},
                                                                           {"name": "c", "lun": {}}]}},
                                         "volumes": [{"name": "a", "emptyDisk": {"capacity": "1Gi"}},
                                                     {"name": "b", "emptyDisk": {"capacity": "1Gi"}},
                                                     {"name": "c", "persistentVolumeClaim": {"claimName": "c"}}]}"""))
                        .spec();
        assertThat(spec.domain().devices().disks().stream().map(JSON::serialize).toList())
                .isEqualTo(
                        List.of(
                                "{\"cdrom\":{\"bus\":\"sata\",\"readonly\":true,\"tray\":\"closed\"},"
                                        + "\"name\":\"b\"}",
                                "{\"lun\":{\"bus\":\"scsi\"},\"name\":\"c\"}",
                                "{\"disk\":{\"bus\":\"sata\"},\"name\":\"a\"}"));
    }

    @Test
    void aGuestThatWantsNoNetworkGetsNone() {
        var spec = withDefaults("{\"devices\": {\"autoattachPodInterface\": false}}").spec();
        assertThat(spec.networks()).isNull();
        assertThat(spec.domain().devices().interfaces()).isNull();
    }
}
