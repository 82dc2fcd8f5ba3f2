package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What admission lets pass of arm64, a real qemu starts; what it refuses, libvirt does not. */
class Arm64DevicesIT {

    private static final String VOLUMES =
            """
            [{"name": "a", "emptyDisk": {"capacity": "1Mi"}},
             {"name": "b", "emptyDisk": {"capacity": "1Mi"}},
             {"name": "c", "emptyDisk": {"capacity": "1Mi"}},
             {"name": "s", "secret": {"secretName": "s"}}]""";

    private static ConnectedLibvirtd connected;

    @TempDir Path scratch;

    @BeforeAll
    static void serve() throws Exception {
        connected = new ConnectedLibvirtd();
    }

    @AfterAll
    static void end() throws IOException {
        connected.close();
    }

    private static VirtualMachineInstance vmi(String domain) {
        return TestDomains.arm64(
                "{\"memory\": {\"guest\": \"128Mi\", \"maxGuest\": \"1Gi\"}, " + domain + "}",
                VOLUMES);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing but memory | \"devices\": {\"autoattachPodInterface\": false}",
                "a topology | \"cpu\": {\"sockets\": 2, \"cores\": 2, \"threads\": 2}, \"devices\": {\"autoattachPodInterface\": false}",
                "sockets that are empty | \"cpu\": {\"sockets\": 1, \"maxSockets\": 2}, \"devices\": {\"autoattachPodInterface\": false}",
                "disks on every bus | \"devices\": {\"autoattachPodInterface\": false, \"disks\": [{\"name\": \"a\"}, {\"name\": \"b\", \"disk\": {\"bus\": \"scsi\"}}, {\"name\": \"c\", \"cdrom\": {}}]}",
                "a queue for each CPU, threads, a tag | \"cpu\": {\"cores\": 2}, \"ioThreadsPolicy\": \"auto\", \"devices\": {\"autoattachPodInterface\": false, \"blockMultiQueue\": true, \"disks\": [{\"name\": \"a\", \"tag\": \"fast\"}]}",
                "an interface | \"devices\": {}",
                "an interface of another make | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"e1000e\", \"acpiIndex\": 7}]}",
                "an interface of Intel's | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"e1000\"}]}",
                "an old interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"rtl8139\"}]}",
                "an older interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"ne2k_pci\"}]}",
                "another old interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"pcnet\"}]}",
                "inputs and slots for USB devices of clients | \"devices\": {\"autoattachPodInterface\": false, \"clientPassthrough\": {}, \"inputs\": [{\"name\": \"t\", \"type\": \"tablet\", \"bus\": \"usb\"}, {\"name\": \"v\", \"type\": \"tablet\", \"bus\": \"virtio\"}]}",
                "a screen in the guest's memory | \"devices\": {\"autoattachPodInterface\": false, \"video\": {\"type\": \"ramfb\"}}",
                "no screen, no console, no balloon | \"devices\": {\"autoattachPodInterface\": false, \"autoattachGraphicsDevice\": false, \"autoattachSerialConsole\": false, \"autoattachMemBalloon\": false}",
                "randomness, a channel for figures, a console with a log | \"devices\": {\"autoattachPodInterface\": false, \"rng\": {}, \"downwardMetrics\": {}, \"logSerialConsole\": true}",
                "features and timers of a PC | \"clock\": {\"utc\": {}, \"timer\": {\"hpet\": {\"present\": true}, \"pit\": {\"tickPolicy\": \"delay\"}}}, \"features\": {\"acpi\": {\"enabled\": false}, \"apic\": {}}, \"devices\": {\"autoattachPodInterface\": false}",
                "a clock with an offset | \"clock\": {\"utc\": {\"offsetSeconds\": 3600}}, \"devices\": {\"autoattachPodInterface\": false}",
                "firmware and case | \"firmware\": {\"uuid\": \"5d307ca9-b3ef-428c-8861-06e72d69f223\", \"serial\": \"S\"}, \"chassis\": {\"manufacturer\": \"M\", \"asset\": \"A\"}, \"devices\": {\"autoattachPodInterface\": false}",
                "virtio of old | \"devices\": {\"useVirtioTransitional\": true, \"rng\": {}, \"disks\": [{\"name\": \"a\"}, {\"name\": \"b\", \"disk\": {\"bus\": \"scsi\"}}]}",
                "a stated board | \"machine\": {\"type\": \"virt-7.2\"}, \"devices\": {\"autoattachPodInterface\": false}",
                "a reboot is the end | \"rebootPolicy\": \"Terminate\", \"devices\": {\"autoattachPodInterface\": false}",
            })
    void itStarts(String what, String domain) throws Exception {
        VirtualMachineInstance vmi = vmi(domain);
        assertThat(Admission.review(vmi)).isEmpty();
        connected.assertStarts(vmi, scratch);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "features of Hyper-V | \"features\": {\"hyperv\": {\"relaxed\": {}}}",
                "all features of Hyper-V | \"features\": {\"hypervPassthrough\": {\"enabled\": true}}",
                "spin locks | \"features\": {\"pvspinlock\": {}}",
                "KVM that is hidden | \"features\": {\"kvm\": {\"hidden\": true}}",
                "the system's own mode | \"features\": {\"smm\": {}}",
                "a licence | \"firmware\": {\"acpi\": {\"slicNameRef\": \"s\"}}",
                "a panic device | \"devices\": {\"panicDevices\": [{\"model\": \"isa\"}]}",
                "the usual panic device | \"devices\": {\"panicDevices\": [{}]}",
                "more processors | \"cpu\": {\"cores\": 513}",
                "a named CPU | \"cpu\": {\"model\": \"Haswell\"}",
                "sound | \"devices\": {\"sound\": {\"name\": \"s\", \"model\": \"ich9\"}}",
                "a PC | \"machine\": {\"type\": \"q35\"}",
            })
    void itIsRefusedByLibvirtToo(String what, String domain) throws Exception {
        String devices = domain.contains("\"devices\"") ? "" : ", \"devices\": {}";
        VirtualMachineInstance vmi =
                vmi(
                        (domain + devices)
                                .replace(
                                        "\"devices\": {",
                                        "\"devices\": {\"autoattachPodInterface\": false, ")
                                .replace(", }", "}"));
        assertThat(Admission.review(vmi)).isNotEmpty();
        String xml = new TestDomains(connected.libvirtd).xml(vmi);

        assertThatThrownBy(() -> connected.assertStarts(xml)).isInstanceOf(HypervisorRefused.class);
    }
}
