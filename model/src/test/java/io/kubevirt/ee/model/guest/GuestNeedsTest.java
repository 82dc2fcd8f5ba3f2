package io.kubevirt.ee.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.guest.DiskNeed.ClaimDisk;
import io.kubevirt.ee.model.guest.DiskNeed.CloudInit;
import io.kubevirt.ee.model.guest.DiskNeed.ContainerDisk;
import io.kubevirt.ee.model.guest.DiskNeed.EmptyDisk;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestNeedsTest {

    @Test
    void onlyVolumesThatAreDisksAreMadeReady() {
        GuestNeeds needs =
                needs(
                        "\"disks\": [{\"name\": \"a\", \"disk\": {}}, {\"name\": \"b\", \"disk\": {}}]",
                        """
                        [{"name": "unused", "emptyDisk": {"capacity": "1Gi"}},
                         {"name": "a", "containerDisk": {"image": "i", "path": "/d/x.img"}},
                         {"name": "b", "emptyDisk": {"capacity": "1500m"}}]""");

        assertThat(needs.disks())
                .containsExactly(
                        new ContainerDisk("a", Optional.of("/d/x.img")), new EmptyDisk("b", 2));
    }

    @Test
    void aSeedCarriesTheInstancesNamesAndDecodedTexts() {
        GuestNeeds needs =
                needs(
                        "\"disks\": [{\"name\": \"s\", \"disk\": {}}]",
                        """
                        [{"name": "s", "cloudInitNoCloud":
                           {"userDataBase64": "I2Nsb3Vk", "networkData": "version: 2"}}]""");

        assertThat(needs.disks())
                .containsExactly(
                        new CloudInit(
                                "s",
                                CloudInit.Source.NO_CLOUD,
                                "uid-1",
                                "vm1",
                                Optional.of(new SeedText.Stated("#cloud")),
                                Optional.of(new SeedText.Stated("version: 2")),
                                List.of()));
    }

    @Test
    void textsInSecretsAreReadWhereThePodHasThem() {
        GuestNeeds needs =
                needs(
                        "\"disks\": [{\"name\": \"s\", \"disk\": {}}]",
                        """
                        [{"name": "s", "cloudInitConfigDrive":
                           {"secretRef": {"name": "u"}, "networkDataSecretRef": {"name": "n"}}}]""");

        assertThat(needs.disks())
                .containsExactly(
                        new CloudInit(
                                "s",
                                CloudInit.Source.CONFIG_DRIVE,
                                "uid-1",
                                "vm1",
                                Optional.of(
                                        new SeedText.OfSecret(
                                                "u",
                                                "/var/run/kubevirt-private/files/s",
                                                List.of("userdata", "userData"))),
                                Optional.of(
                                        new SeedText.OfSecret(
                                                "n",
                                                "/var/run/kubevirt-private/network-data/s",
                                                List.of("networkdata", "networkData"))),
                                List.of()));
    }

    @Test
    void aConfigDriveTellsOfDevicesWithATag() {
        GuestNeeds needs =
                needs(
                        """
                        "interfaces": [{"name": "default", "masquerade": {}, "tag": "uplink",
                                        "macAddress": "02-00-00-00-00-0A"}],
                        "disks": [{"name": "s", "disk": {}, "tag": "seed", "serial": "S-1"},
                                  {"name": "t", "disk": {"bus": "sata"}, "tag": "slow"},
                                  {"name": "u", "disk": {}}]""",
                        """
                        [{"name": "s", "cloudInitConfigDrive": {"userData": "#"}}]""");

        assertThat(((CloudInit) needs.disks().getFirst()).devices())
                .containsExactly(
                        new TaggedDevice(
                                "nic",
                                "pci",
                                Optional.of("0000:00:10.0"),
                                Optional.of("02:00:00:00:00:0a"),
                                Optional.empty(),
                                "uplink"),
                        new TaggedDevice(
                                "disk",
                                "pci",
                                Optional.of("0000:00:11.0"),
                                Optional.empty(),
                                Optional.of("S-1"),
                                "seed"),
                        new TaggedDevice(
                                "disk",
                                "sata",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "slow"));
    }

    @Test
    void filesOfThePodHaveALabel() {
        GuestNeeds needs =
                needs(
                        """
                        "disks": [{"name": "c", "disk": {}}, {"name": "s", "disk": {}},
                                  {"name": "d", "disk": {}}, {"name": "a", "disk": {}}]""",
                        """
                        [{"name": "c", "configMap": {"name": "x", "volumeLabel": "mine"}},
                         {"name": "s", "secret": {"secretName": "x"}},
                         {"name": "d", "downwardAPI": {"fields": []}},
                         {"name": "a", "serviceAccount": {"serviceAccountName": "x"}}]""");

        assertThat(needs.disks())
                .containsExactly(
                        new DiskNeed.Files("c", "/var/run/kubevirt-private/files/c", "mine"),
                        new DiskNeed.Files("s", "/var/run/kubevirt-private/files/s", "cfgdata"),
                        new DiskNeed.Files("d", "/var/run/kubevirt-private/files/d", "cfgdata"),
                        new DiskNeed.Files(
                                "a", "/var/run/secrets/kubernetes.io/serviceaccount", "cfgdata"));
    }

    @Test
    void aFolderIsWhereThePodHasItsFilesAndIsNoDisk() {
        GuestNeeds needs =
                needs(
                        """
                        "filesystems": [{"name": "a", "virtiofs": {}}, {"name": "s", "virtiofs": {}},
                                        {"name": "d", "virtiofs": {}}, {"name": "c", "virtiofs": {}}]""",
                        """
                        [{"name": "c", "configMap": {"name": "x"}},
                         {"name": "s", "secret": {"secretName": "x"}},
                         {"name": "d", "downwardAPI": {"fields": []}},
                         {"name": "a", "serviceAccount": {"serviceAccountName": "x"}}]""");

        assertThat(needs.disks()).isEmpty();
        assertThat(needs.filesystems())
                .containsExactly(
                        new FilesystemNeed("a", "/var/run/secrets/kubernetes.io/serviceaccount"),
                        new FilesystemNeed("s", "/var/run/kubevirt-private/files/s"),
                        new FilesystemNeed("d", "/var/run/kubevirt-private/files/d"),
                        new FilesystemNeed("c", "/var/run/kubevirt-private/files/c"));
    }

    @Test
    void aFolderOfAnotherKindOfVolumeIsNamed() {
        assertThatThrownBy(
                        () ->
                                needs(
                                        "\"filesystems\": [{\"name\": \"a\", \"virtiofs\": {}}]",
                                        "[{\"name\": \"a\", \"emptyDisk\": {\"capacity\": \"1\"}}]"))
                .hasMessage("filesystem a got past admission");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} |",
                "{\"slicNameRef\": \"a\", \"msdmNameRef\": \"\"} | SLIC a",
                "{\"msdmNameRef\": \"b\", \"slicNameRef\": \"a\"} | SLIC a, MSDM b",
            })
    void tablesOfAcpiAreInTheFilesOfTheirSecrets(String acpi, String tables) {
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        """
                        {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                         "spec": {"domain": {"devices": {}, "firmware": {"acpi": %s}}}}"""
                                .formatted(acpi),
                        VirtualMachineInstance.class);

        assertThat(GuestNeeds.of(vmi).acpiTables())
                .allSatisfy(
                        need ->
                                assertThat(need.folder())
                                        .isEqualTo(
                                                "/var/run/kubevirt-private/files/" + need.volume()))
                .extracting(need -> need.table() + " " + need.volume())
                .isEqualTo(tables == null ? List.of() : List.of(tables.split(", ")));
    }

    @Test
    void aDiskInAClaimIsMadeAsLargeAsTheClaimAndUsedAsStated() {
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        """
                        {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                         "spec": {"domain": {"devices": {"disks": [
                              {"name": "a", "disk": {}}, {"name": "b", "disk": {}},
                              {"name": "c", "disk": {"readonly": true}}, {"name": "d", "cdrom": {}},
                              {"name": "e", "disk": {}, "shareable": true},
                              {"name": "f", "disk": {}}, {"name": "g", "disk": {}},
                              {"name": "h", "disk": {}}, {"name": "i", "disk": {}}]}},
                           "volumes": [
                              {"name": "a", "persistentVolumeClaim": {"claimName": "x"}},
                              {"name": "b", "persistentVolumeClaim": {"claimName": "y"}},
                              {"name": "c", "persistentVolumeClaim": {"claimName": "z"}},
                              {"name": "d", "persistentVolumeClaim": {"claimName": "z"}},
                              {"name": "e", "persistentVolumeClaim": {"claimName": "z"}},
                              {"name": "f", "persistentVolumeClaim":
                                              {"claimName": "z", "readOnly": true}},
                              {"name": "g", "ephemeral":
                                              {"persistentVolumeClaim": {"claimName": "z"}}},
                              {"name": "h", "dataVolume": {"name": "x"}},
                              {"name": "i", "dataVolume": {"name": "y"}}]},
                         "status": {"volumeStatus": [
                              {"name": "a", "persistentVolumeClaimInfo": {
                                 "capacity": {"storage": "2Ki"}, "requests": {"storage": "1Ki"}}},
                              {"name": "b", "persistentVolumeClaimInfo": {"volumeMode": "Block"}},
                              {"name": "c", "persistentVolumeClaimInfo": {
                                 "requests": {"storage": "1Ki"}}},
                              {"name": "h", "persistentVolumeClaimInfo": {
                                 "requests": {"storage": "1Ki"}}},
                              {"name": "i", "persistentVolumeClaimInfo": {"volumeMode": "Block"}}]}}""",
                        VirtualMachineInstance.class);

        assertThat(GuestNeeds.of(vmi).disks())
                .containsExactly(
                        new ClaimDisk("a", folder("a", OptionalLong.of(2048)), ClaimUse.ALONE),
                        new ClaimDisk("b", new ClaimPlace.Device("/dev/vmi-b"), ClaimUse.ALONE),
                        new ClaimDisk("c", folder("c", OptionalLong.of(1024)), ClaimUse.READ),
                        new ClaimDisk("d", folder("d", OptionalLong.empty()), ClaimUse.READ),
                        new ClaimDisk("e", folder("e", OptionalLong.empty()), ClaimUse.SHARED),
                        new ClaimDisk("f", folder("f", OptionalLong.empty()), ClaimUse.READ),
                        new ClaimDisk(
                                "g", folder("g", OptionalLong.empty()), ClaimUse.BELOW_OVERLAY),
                        new ClaimDisk("h", folder("h", OptionalLong.of(1024)), ClaimUse.ALONE),
                        new ClaimDisk("i", new ClaimPlace.Device("/dev/vmi-i"), ClaimUse.ALONE));
    }

    @Test
    void aLunIsADiskThatCommandsShallReach() {
        String disks =
                """
                "disks": [{"name": "a", "lun": {"bus": "scsi"}},
                          {"name": "b", "lun": {"bus": "scsi", "readonly": true}},
                          {"name": "c", "lun": {"bus": "scsi"}, "shareable": true}]""";
        String volumes =
                """
                [{"name": "a", "persistentVolumeClaim": {"claimName": "x"}},
                 {"name": "b", "persistentVolumeClaim": {"claimName": "x"}},
                 {"name": "c", "persistentVolumeClaim": {"claimName": "x"}}]""";

        assertThat(needs(disks, volumes).disks())
                .containsExactly(
                        new ClaimDisk("a", folder("a", OptionalLong.empty()), ClaimUse.ALONE, true),
                        new ClaimDisk("b", folder("b", OptionalLong.empty()), ClaimUse.READ, true),
                        new ClaimDisk(
                                "c", folder("c", OptionalLong.empty()), ClaimUse.SHARED, true));
    }

    @Test
    void aDiskOfTheNodeIsMadeOnlyWhereThatIsAskedFor() {
        String disks =
                """
                "disks": [{"name": "a", "disk": {}}, {"name": "b", "disk": {"readonly": true}}]""";
        String volumes =
                """
                [{"name": "a", "hostDisk":
                     {"path": "/srv/a.img", "type": "DiskOrCreate", "capacity": "1Ki"}},
                 {"name": "b", "hostDisk":
                     {"path": "/srv/b.img", "type": "Disk", "capacity": "1Ki"}}]""";

        assertThat(needs(disks, volumes).disks())
                .containsExactly(
                        new ClaimDisk(
                                "a",
                                new ClaimPlace.Host(
                                        "/var/run/kubevirt-private/vmi-disks/a",
                                        "/srv/a.img",
                                        OptionalLong.of(1024)),
                                ClaimUse.ALONE),
                        new ClaimDisk(
                                "b",
                                new ClaimPlace.Host(
                                        "/var/run/kubevirt-private/vmi-disks/b",
                                        "/srv/b.img",
                                        OptionalLong.empty()),
                                ClaimUse.READ));
    }

    private static ClaimPlace folder(String volume, OptionalLong sizeBytes) {
        return new ClaimPlace.Claim("/var/run/kubevirt-private/vmi-disks/" + volume, sizeBytes);
    }

    @Test
    void dataThatIsNotTextIsNamed() {
        String disk = "\"disks\": [{\"name\": \"s\", \"disk\": {}}]";
        String gzip =
                "[{\"name\": \"s\", \"cloudInitNoCloud\": {\"userDataBase64\": \"H4sIAAAA\"}}]";

        assertThatThrownBy(() -> needs(disk, gzip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("volume s: cloud-init data that is not UTF-8 text");
    }

    @Test
    void anInterfaceHasATapOfItsUidAndAMacOfItsNames() {
        String nic = "\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}}]";
        NicNeed first = needs(nic, "[]", "uid-1").nics().getFirst();
        NicNeed again = needs(nic, "[]", "uid-2").nics().getFirst();

        assertThat(first.tap()).matches("tap[0-9a-f]{11}").isNotEqualTo(again.tap());
        assertThat(first.mac()).matches("02(:[0-9a-f]{2}){5}").isEqualTo(again.mac());
        assertThat(first.guestCidr()).isEqualTo("10.0.2.0/24");
        assertThat(first.guestIpv6Cidr()).isEqualTo("fd10:0:2::/120");
        assertThat(first.hostname()).isEqualTo("vm1");
    }

    @Test
    void statedAddressNetworkAndPortsAreTaken() {
        NicNeed nic =
                needs(
                                """
                                "interfaces": [{"name": "default", "masquerade": {},
                                  "macAddress": "DE-AD-00-00-BE-AF",
                                  "ports": [{"port": 80}, {"port": 53, "protocol": "UDP"}]}]""",
                                "[]")
                        .nics()
                        .getFirst();

        assertThat(nic.mac()).isEqualTo("de:ad:00:00:be:af");
        assertThat(nic.guestCidr()).isEqualTo("10.0.2.0/24");
        assertThat(nic.ports())
                .isEqualTo(List.of(new ForwardedPort("tcp", 80), new ForwardedPort("udp", 53)));
    }

    @Test
    void networksBetweenPodAndGuestCanBeStated() {
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        """
                        {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                         "spec": {"domain": {"devices": {"interfaces": [
                             {"name": "default", "masquerade": {}}]}},
                           "networks": [{"name": "default", "pod":
                             {"vmNetworkCIDR": "10.1.2.0/24", "vmIPv6NetworkCIDR": "fd10:1:2::/120"}}]}}""",
                        VirtualMachineInstance.class);

        NicNeed nic = GuestNeeds.of(vmi).nics().getFirst();

        assertThat(nic.guestCidr()).isEqualTo("10.1.2.0/24");
        assertThat(nic.guestIpv6Cidr()).isEqualTo("fd10:1:2::/120");
    }

    @Test
    void aKernelIsNeededWhenItIsBootedDirectly() {
        VirtualMachineInstance vmi =
                vmi(
                        "uid-1",
                        """
                        {"devices": {}, "firmware": {"kernelBoot":
                           {"container": {"image": "i", "kernelPath": "/k", "initrdPath": ""}}}}""",
                        "[]");

        assertThat(GuestNeeds.of(vmi).kernelBoot())
                .contains(new KernelBootNeed(Optional.of("/k"), Optional.empty()));
    }

    @Test
    void aNameWithDotsIsTheGuestsUpToTheFirst() {
        assertThat(GuestHostname.of(named("web.example.org"))).isEqualTo("web");
        assertThat(GuestHostname.of(named("a".repeat(62) + "-" + "b".repeat(9))))
                .isEqualTo("a".repeat(62));
    }

    private static VirtualMachineInstance named(String name) {
        return JSON.deserialize(
                "{\"metadata\": {\"name\": \"%s\"}, \"spec\": {}}".formatted(name),
                VirtualMachineInstance.class);
    }

    private static GuestNeeds needs(String devices, String volumes) {
        return needs(devices, volumes, "uid-1");
    }

    private static GuestNeeds needs(String devices, String volumes, String uid) {
        return GuestNeeds.of(vmi(uid, "{\"devices\": {" + devices + "}}", volumes));
    }

    private static VirtualMachineInstance vmi(String uid, String domain, String volumes) {
        return JSON.deserialize(
                """
                {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "%s"},
                 "spec": {"domain": %s, "volumes": %s,
                          "networks": [{"name": "default", "pod": {}}]}}"""
                        .formatted(uid, domain, volumes),
                VirtualMachineInstance.class);
    }
}
