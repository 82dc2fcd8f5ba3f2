package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.admission.Supported;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What admission lets pass, the domain expresses: a field that changes changes the XML. */
class SupportedFieldsTest {

    /** A VMI in which each field can be set to something else. */
    private static final String BASE =
            """
            {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
             "spec": {
               "domain": {
                 "clock": {"timer": {"hpet": {}, "hyperv": {}, "kvm": {}, "pit": {}, "rtc": {}}},
                 "cpu": {"features": [{"name": "pcid"}]},
                 "chassis": {}, "machine": {}, "memory": {"guest": "64Mi", "hugepages": {}},
                 "features": {"acpi": {}, "apic": {}, "kvm": {}, "pvspinlock": {}, "smm": {}},
                 "firmware": {"bootloader": {"bios": {}},
                   "kernelBoot": {"container": {"image": "i", "kernelPath": "/k"}}},
                 "devices": {
                   "disks": [{"name": "d", "disk": {"bus": "virtio"},
                              "blockSize": {"custom": {"logical": 512, "physical": 512}}},
                             {"name": "c", "cdrom": {}},
                             {"name": "l", "lun": {"bus": "scsi"}}],
                   "filesystems": [{"name": "f", "virtiofs": {}}],
                   "interfaces": [{"name": "default", "masquerade": {}}],
                   "sound": {"name": "s"}, "video": {},
                   "panicDevices": [{"model": "isa"}],
                   "inputs": [{"name": "t", "type": "tablet", "bus": "usb"}],
                   "watchdog": {"name": "w", "i6300esb": {}}}},
               "networks": [{"name": "default", "pod": {}}],
               "volumes": [{"name": "f", "configMap": {"name": "f"}},
                           {"name": "g", "configMap": {"name": "g"}},
                           {"name": "s", "secret": {"secretName": "s"}},
                           {"name": "d", "emptyDisk": {"capacity": "1Mi"}},
                           {"name": "c", "emptyDisk": {"capacity": "1Mi"}},
                           {"name": "l", "persistentVolumeClaim": {"claimName": "l"}}]}}""";

    /** Another value for each field; {@code disks[1]} is the CD-ROM, {@code disks[2]} the LUN. */
    private static final String OTHER_VALUES =
            """
            chassis.asset = "x"
            chassis.manufacturer = "x"
            chassis.serial = "x"
            chassis.sku = "x"
            chassis.version = "x"
            clock.timer.hpet.present = false
            clock.timer.hpet.tickPolicy = "delay"
            clock.timer.hyperv.present = true
            clock.timer.kvm.present = true
            clock.timer.pit.present = false
            clock.timer.pit.tickPolicy = "delay"
            clock.timer.rtc.present = false
            clock.timer.rtc.tickPolicy = "catchup"
            clock.timer.rtc.track = "guest"
            clock.timezone = "Europe/Berlin"
            clock.utc.offsetSeconds = 60
            cpu.cores = 2
            cpu.features[].name = "vmx"
            cpu.features[].policy = "disable"
            cpu.maxSockets = 2
            cpu.model = "Haswell"
            cpu.sockets = 2
            cpu.threads = 2
            devices.autoattachGraphicsDevice = false
            devices.autoattachMemBalloon = false
            devices.autoattachSerialConsole = false
            devices.blockMultiQueue = true
            devices.clientPassthrough = {}
            devices.disks[].blockSize.custom.discardGranularity = 4096
            devices.disks[].blockSize.custom.logical = 4096
            devices.disks[].blockSize.custom.physical = 4096
            devices.disks[1].blockSize.matchVolume = {}
            devices.disks[].tag = "x"
            devices.interfaces[].tag = "x"
            devices.disks[].bootOrder = 7
            devices.disks[].cache = "none"
            devices.disks[1].cdrom.bus = "scsi"
            devices.disks[1].cdrom.tray = "open"
            devices.disks[].dedicatedIOThread = true
            devices.disks[].disk.bus = "sata"
            devices.disks[].disk.pciAddress = "0000:00:08.0"
            devices.disks[].disk.readonly = true
            devices.disks[].errorPolicy = "report"
            devices.disks[].io = "threads"
            devices.disks[2].lun.readonly = true
            devices.disks[].serial = "x"
            devices.disks[].shareable = true
            devices.filesystems[].name = "g"
            devices.inputs[].bus = "virtio"
            devices.inputs[].name = "x"
            devices.inputs[].type = "keyboard"
            devices.interfaces[].acpiIndex = 7
            devices.interfaces[].bootOrder = 7
            devices.interfaces[].macAddress = "de:ad:00:00:be:af"
            devices.interfaces[].model = "e1000e"
            devices.interfaces[].pciAddress = "0000:00:09.0"
            devices.interfaces[].state = "down"
            devices.logSerialConsole = true
            devices.panicDevices[].model = ""
            devices.rng = {}
            devices.sound.model = "ac97"
            devices.sound.name = "x"
            devices.tpm.enabled = true
            devices.useVirtioTransitional = true
            devices.video.type = "virtio"
            devices.watchdog.i6300esb.action = "poweroff"
            devices.watchdog.name = "x"
            features.acpi.enabled = false
            features.apic.enabled = false
            features.apic.endOfInterrupt = true
            features.hyperv.evmcs.enabled = false
            features.hyperv.frequencies.enabled = false
            features.hyperv.ipi.enabled = false
            features.hyperv.reenlightenment.enabled = false
            features.hyperv.relaxed.enabled = false
            features.hyperv.reset.enabled = false
            features.hyperv.runtime.enabled = false
            features.hyperv.spinlocks.enabled = false
            features.hyperv.spinlocks.spinlocks = 8191
            features.hyperv.synic.enabled = false
            features.hyperv.synictimer.direct.enabled = false
            features.hyperv.synictimer.enabled = false
            features.hyperv.tlbflush.direct.enabled = false
            features.hyperv.tlbflush.enabled = false
            features.hyperv.tlbflush.extended.enabled = false
            features.hyperv.vapic.enabled = false
            features.hyperv.vendorid.enabled = false
            features.hyperv.vendorid.vendorid = "x"
            features.hyperv.vpindex.enabled = false
            features.hypervPassthrough.enabled = true
            features.kvm.hidden = true
            features.pvspinlock.enabled = false
            features.smm.enabled = false
            firmware.acpi.msdmNameRef = "s"
            firmware.acpi.slicNameRef = "s"
            firmware.bootloader.bios.useSerial = true
            firmware.bootloader.efi.secureBoot = false
            firmware.kernelBoot.container.initrdPath = "/i"
            firmware.kernelBoot.kernelArgs = "x"
            firmware.serial = "x"
            firmware.uuid = "5d307ca9-b3ef-428c-8861-06e72d69f223"
            ioThreadsPolicy = "auto"
            machine.type = "pc"
            memory.guest = "65Mi"
            memory.maxGuest = "128Mi"
            memory.hugepages.pageSize = "2Mi"
            rebootPolicy = "Terminate"
            resources.limits.cpu = "2"
            resources.requests.cpu = "2"
            """;

    /** Fields that something other than the domain's XML expresses, and what. */
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry(
                            "cpu.dedicatedCpuPlacement",
                            "alone on its processor: GuestProcessorsE2E"),
                    Map.entry("devices.downwardMetrics", "read in the guest: DownwardMetricsE2E"),
                    Map.entry("cpu.isolateEmulatorThread", "pinned in the pod: OwnProcessorsIT"),
                    Map.entry("devices.autoattachInputDevice", "InputsPartTest: without inputs"),
                    Map.entry("devices.autoattachPodInterface", "admission adds the interface"),
                    Map.entry("devices.autoattachVSOCK", "VsockPartTest: once it has a number"),
                    Map.entry("devices.disableHotplug", "there is no hotplug yet"),
                    Map.entry("devices.disks[].cdrom.readonly", "true is the only value"),
                    Map.entry("devices.disks[].lun.bus", "scsi is the only value"),
                    Map.entry("devices.disks[].name", "names the volume"),
                    Map.entry("devices.filesystems[].virtiofs", "says nothing more"),
                    Map.entry(
                            "devices.interfaces[].dhcpOptions.bootFileName",
                            "told by DHCP: PodNetworkIT"),
                    Map.entry(
                            "devices.interfaces[].dhcpOptions.ntpServers",
                            "told by DHCP: PodNetworkIT"),
                    Map.entry(
                            "devices.interfaces[].dhcpOptions.privateOptions[].option",
                            "told by DHCP: PodNetworkIT"),
                    Map.entry(
                            "devices.interfaces[].dhcpOptions.privateOptions[].value",
                            "told by DHCP: PodNetworkIT"),
                    Map.entry(
                            "devices.interfaces[].dhcpOptions.tftpServerName",
                            "told by DHCP: PodNetworkIT"),
                    Map.entry("ioThreads.supplementalPoolThreadCount", "IoThreadsTest: a pool"),
                    Map.entry("devices.interfaces[].bridge", "made in the pod: PodBridgeIT"),
                    Map.entry("devices.interfaces[].masquerade", "made in the pod: PodNetworkIT"),
                    Map.entry("devices.interfaces[].passtBinding", "InterfacesPartTest: a socket"),
                    Map.entry(
                            "devices.networkInterfaceMultiqueue",
                            "InterfacesPartTest: one processor has one queue"),
                    Map.entry("devices.interfaces[].name", "names the network"),
                    Map.entry("devices.interfaces[].ports[].name", "says nothing to the guest"),
                    Map.entry("devices.interfaces[].ports[].port", "forwarded in the pod"),
                    Map.entry("devices.interfaces[].ports[].protocol", "forwarded in the pod"),
                    Map.entry("devices.tpm.persistent", "in a claim: MachineMemoryIT"),
                    Map.entry("firmware.bootloader.efi.persistent", "in a claim: KeptVariablesIT"),
                    Map.entry("firmware.kernelBoot.container.image", "the launcher pod's"),
                    Map.entry("firmware.kernelBoot.container.imagePullPolicy", "the pod's"),
                    Map.entry("firmware.kernelBoot.container.imagePullSecret", "the pod's"),
                    Map.entry("firmware.kernelBoot.container.kernelPath", "the node mounts it"),
                    Map.entry(
                            "memory.reservedOverhead.addedOverhead",
                            "the pod's; MemoryOverheadTest"),
                    Map.entry("memory.reservedOverhead.memLock", "asks for nothing"),
                    Map.entry("resources.limits.memory", "the pod's; MemoryPartTest"),
                    Map.entry("resources.overcommitGuestOverhead", "the pod's; MemoryOverheadTest"),
                    Map.entry("resources.requests.memory", "the pod's; MemoryPartTest"));

    static Stream<String> others() {
        return OTHER_VALUES.lines();
    }

    @ParameterizedTest
    @MethodSource("others")
    void aFieldThatChangesChangesTheDomain(String line) {
        String[] parts = line.split(" = ", 2);
        JsonObject changed = JsonParser.parseString(BASE).getAsJsonObject();
        JsonObject domain = changed.getAsJsonObject("spec").getAsJsonObject("domain");
        set(domain, parts[0].split("\\."), 0, JsonParser.parseString(parts[1]));

        assertThat(xml(changed)).isNotEqualTo(xml(JsonParser.parseString(BASE)));
    }

    @Test
    void everySupportedFieldOfTheDomainIsHere() {
        Set<String> here = new TreeSet<>(ELSEWHERE.keySet());
        others().map(line -> line.split(" = ")[0].replaceAll("\\[\\d]", "[]")).forEach(here::add);

        assertThat(
                        Supported.INSTANCE.stream()
                                .map(Supported.Row::path)
                                .filter(path -> path.startsWith("spec.domain."))
                                .map(path -> path.substring("spec.domain.".length()))
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(here);
    }

    private static String xml(JsonElement vmi) {
        return DomainXml.of(
                Requests.request(
                        JSON.getGson().fromJson(vmi, VirtualMachineInstance.class),
                        Accelerator.KVM));
    }

    private static int index(String item) {
        String digits = item.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static void set(JsonObject object, String[] path, int at, JsonElement value) {
        String name = path[at].replaceAll("\\[.*", "");
        if (at == path.length - 1) {
            object.add(name, value);
            return;
        }
        if (!object.has(name)) {
            object.add(name, new JsonObject());
        }
        JsonElement next = object.get(name);
        set(
                next.isJsonArray()
                        ? next.getAsJsonArray().get(index(path[at])).getAsJsonObject()
                        : next.getAsJsonObject(),
                path,
                at + 1,
                value);
    }
}
