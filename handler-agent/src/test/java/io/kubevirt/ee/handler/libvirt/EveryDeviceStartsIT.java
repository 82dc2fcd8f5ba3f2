package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What admission lets pass, libvirt's schema knows and a real qemu starts. */
class EveryDeviceStartsIT {

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing but memory | \"devices\": {}",
                "a topology | \"devices\": {}, \"cpu\": {\"sockets\": 2, \"cores\": 2, \"threads\": 2}",
                "sockets that are empty | \"devices\": {}, \"cpu\": {\"sockets\": 2, \"cores\": 2, \"maxSockets\": 4}",
                "a named CPU | \"devices\": {}, \"cpu\": {\"model\": \"Haswell\", \"features\": [{\"name\": \"pcid\", \"policy\": \"disable\"}]}",
                "the older machine | \"devices\": {}, \"machine\": {\"type\": \"pc\"}",
                "disks on every bus | \"devices\": {\"disks\": [{\"name\": \"a\", \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"b\", \"disk\": {\"bus\": \"sata\"}}, {\"name\": \"c\", \"disk\": {\"bus\": \"scsi\"}}, {\"name\": \"d\", \"disk\": {\"bus\": \"usb\"}}, {\"name\": \"e\", \"cdrom\": {\"bus\": \"sata\"}}, {\"name\": \"f\", \"cdrom\": {\"bus\": \"scsi\", \"tray\": \"open\"}}]}",
                "options of disks | \"devices\": {\"disks\": [{\"name\": \"a\", \"serial\": \"S-1\", \"cache\": \"writethrough\", \"io\": \"threads\", \"errorPolicy\": \"report\", \"bootOrder\": 2, \"blockSize\": {\"custom\": {\"logical\": 4096, \"physical\": 4096}}, \"disk\": {\"bus\": \"virtio\", \"readonly\": true}}, {\"name\": \"b\", \"bootOrder\": 1, \"cache\": \"none\", \"disk\": {\"bus\": \"scsi\"}}]}",
                "disks with threads | \"ioThreadsPolicy\": \"auto\", \"devices\": {\"disks\": [{\"name\": \"a\", \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"b\", \"dedicatedIOThread\": true, \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"c\", \"disk\": {\"bus\": \"sata\"}}]}",
                "disks with a pool of threads | \"ioThreadsPolicy\": \"supplementalPool\", \"ioThreads\": {\"supplementalPoolThreadCount\": 3}, \"devices\": {\"disks\": [{\"name\": \"a\", \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"b\", \"disk\": {\"bus\": \"virtio\"}}]}",
                "a disk that others write to | \"devices\": {\"disks\": [{\"name\": \"g\", \"shareable\": true, \"disk\": {\"bus\": \"virtio\"}}]}",
                "a disk at an address | \"devices\": {\"disks\": [{\"name\": \"a\", \"disk\": {\"bus\": \"virtio\", \"pciAddress\": \"0000:00:08.0\"}}]}",
                "devices with a tag | \"devices\": {\"disks\": [{\"name\": \"a\", \"tag\": \"fast\", \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"b\", \"tag\": \"slow\", \"disk\": {\"bus\": \"sata\"}}], \"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"tag\": \"uplink\"}]}",
                "devices with a tag in the older machine | \"machine\": {\"type\": \"pc\"}, \"devices\": {\"disks\": [{\"name\": \"a\", \"tag\": \"fast\", \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"b\", \"tag\": \"slow\", \"disk\": {\"bus\": \"sata\"}}], \"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"tag\": \"uplink\"}]}",
                "an interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}}]}",
                "an interface of another make | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"e1000e\", \"macAddress\": \"de:ad:00:00:be:af\", \"state\": \"down\", \"acpiIndex\": 7}]}",
                "an interface with a queue for each processor | \"devices\": {\"networkInterfaceMultiqueue\": true, \"interfaces\": [{\"name\": \"default\", \"masquerade\": {}}]}, \"cpu\": {\"cores\": 2}",
                "an old interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"rtl8139\"}]}",
                "an older interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"ne2k_pci\"}]}",
                "another old interface | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"pcnet\"}]}",
                "an interface of Intel's | \"devices\": {\"interfaces\": [{\"name\": \"default\", \"masquerade\": {}, \"model\": \"e1000\"}]}",
                "inputs | \"devices\": {\"inputs\": [{\"name\": \"t\", \"type\": \"tablet\", \"bus\": \"usb\"}, {\"name\": \"v\", \"type\": \"tablet\", \"bus\": \"virtio\"}]}",
                "slots for USB devices of clients | \"devices\": {\"clientPassthrough\": {}, \"disks\": [{\"name\": \"d\", \"disk\": {\"bus\": \"usb\"}}]}",
                "slots in the older machine | \"machine\": {\"type\": \"pc\"}, \"devices\": {\"clientPassthrough\": {}}",
                "a virtio screen | \"devices\": {\"video\": {\"type\": \"virtio\"}}",
                "a bochs screen | \"devices\": {\"video\": {\"type\": \"bochs\"}}",
                "a console with a log | \"devices\": {\"logSerialConsole\": true}",
                "a channel for figures | \"devices\": {\"downwardMetrics\": {}}",
                "no screen, no console, no balloon | \"devices\": {\"autoattachGraphicsDevice\": false, \"autoattachSerialConsole\": false, \"autoattachMemBalloon\": false}",
                "randomness, sound and a watchdog | \"devices\": {\"rng\": {}, \"sound\": {\"name\": \"s\", \"model\": \"ac97\"}, \"watchdog\": {\"name\": \"w\", \"i6300esb\": {\"action\": \"poweroff\"}}}",
                "a panic device | \"devices\": {\"panicDevices\": [{\"model\": \"isa\"}]}",
                "the usual panic device | \"devices\": {\"panicDevices\": [{}]}",
                "other sound | \"devices\": {\"sound\": {\"name\": \"s\", \"model\": \"ich9\"}}",
                "features | \"devices\": {}, \"features\": {\"acpi\": {\"enabled\": false}, \"apic\": {\"endOfInterrupt\": true}, \"kvm\": {\"hidden\": true}, \"smm\": {\"enabled\": true}, \"pvspinlock\": {\"enabled\": false}}",
                "no APIC | \"devices\": {}, \"features\": {\"apic\": {\"enabled\": false}}",
                "a clock with an offset | \"devices\": {}, \"clock\": {\"utc\": {\"offsetSeconds\": 3600}}",
                "a clock of a timezone | \"devices\": {}, \"clock\": {\"timezone\": \"Europe/Berlin\"}",
                "timers | \"devices\": {}, \"clock\": {\"utc\": {}, \"timer\": {\"rtc\": {\"tickPolicy\": \"catchup\", \"track\": \"guest\"}, \"pit\": {\"tickPolicy\": \"delay\"}, \"hpet\": {\"present\": false}}}",
                "firmware and case | \"devices\": {}, \"firmware\": {\"uuid\": \"5d307ca9-b3ef-428c-8861-06e72d69f223\", \"serial\": \"S\", \"bootloader\": {\"bios\": {\"useSerial\": true}}}, \"chassis\": {\"manufacturer\": \"M\", \"version\": \"1\", \"serial\": \"C\", \"asset\": \"A\", \"sku\": \"K\"}",
                "a licence | \"devices\": {}, \"firmware\": {\"acpi\": {\"slicNameRef\": \"s\"}}",
                "UEFI | \"devices\": {}, \"firmware\": {\"bootloader\": {\"efi\": {\"secureBoot\": false}}}",
                "Secure Boot | \"devices\": {}, \"features\": {\"smm\": {\"enabled\": true}}, \"firmware\": {\"bootloader\": {\"efi\": {}}}",
                "features of Hyper-V | \"devices\": {}, \"clock\": {\"utc\": {}, \"timer\": {\"hyperv\": {\"present\": true}}}, \"features\": {\"hyperv\": {\"relaxed\": {}, \"vapic\": {\"enabled\": true}, \"spinlocks\": {\"spinlocks\": 8191}, \"vpindex\": {\"enabled\": true}, \"runtime\": {}, \"synic\": {\"enabled\": true}, \"synictimer\": {\"enabled\": true, \"direct\": {}}, \"reset\": {}, \"vendorid\": {\"vendorid\": \"Somebody\"}, \"frequencies\": {}, \"reenlightenment\": {}, \"tlbflush\": {\"enabled\": true}, \"ipi\": {\"enabled\": true}, \"evmcs\": {\"enabled\": true}}}",
                "all features of Hyper-V | \"devices\": {}, \"features\": {\"hypervPassthrough\": {\"enabled\": true}}",
                "virtio of old | \"devices\": {\"useVirtioTransitional\": true, \"rng\": {}, \"disks\": [{\"name\": \"a\", \"disk\": {\"bus\": \"virtio\"}}, {\"name\": \"b\", \"disk\": {\"bus\": \"scsi\"}}], \"interfaces\": [{\"name\": \"default\", \"masquerade\": {}}]}",
                "a queue for each CPU | \"cpu\": {\"cores\": 2}, \"devices\": {\"blockMultiQueue\": true, \"disks\": [{\"name\": \"a\", \"disk\": {\"bus\": \"virtio\"}}]}",
                "a Cirrus screen | \"devices\": {\"video\": {\"type\": \"cirrus\"}}",
                "a screen in the guest's memory | \"devices\": {\"video\": {\"type\": \"ramfb\"}}",
                "a reboot is the end | \"devices\": {}, \"rebootPolicy\": \"Terminate\"",
            })
    void itStarts(String what, String domain) throws Exception {
        VirtualMachineInstance vmi =
                TestDomains.vmi(
                        "device",
                        "{\"memory\": {\"guest\": \"32Mi\"}, " + domain + "}",
                        """
                        [{"name": "a", "emptyDisk": {"capacity": "1Mi"}},
                         {"name": "b", "emptyDisk": {"capacity": "1Mi"}},
                         {"name": "c", "emptyDisk": {"capacity": "1Mi"}},
                         {"name": "d", "emptyDisk": {"capacity": "1Mi"}},
                         {"name": "e", "emptyDisk": {"capacity": "1Mi"}},
                         {"name": "f", "emptyDisk": {"capacity": "1Mi"}},
                         {"name": "g", "persistentVolumeClaim": {"claimName": "g"}},
                         {"name": "s", "secret": {"secretName": "s"}}]""");
        connected.assertStarts(vmi, scratch);
    }

    @Test
    void socketsThatAreEmptyAreThereAndEmpty() throws Exception {
        VirtualMachineInstance vmi =
                TestDomains.vmi(
                        "sockets",
                        """
                        {"memory": {"guest": "32Mi"}, "devices": {},
                         "cpu": {"sockets": 2, "cores": 2, "maxSockets": 4}}""",
                        "[]");
        connected.hypervisor.startPaused(
                "ns1_sockets", new TestDomains(connected.libvirtd).xml(vmi));
        DomainView domain = connected.hypervisor.find("ns1_sockets").orElseThrow();

        assertThat(vcpus("--maximum")).isEqualTo(8);
        assertThat(vcpus("--current")).isEqualTo(4);
        connected.hypervisor.destroy(domain);
        connected.hypervisor.undefine(domain);
    }

    @Test
    void memoryThatMayGrowTakesAModule() throws Exception {
        VirtualMachineInstance vmi =
                TestDomains.vmi(
                        "memory",
                        """
                        {"memory": {"guest": "32Mi", "maxGuest": "1Gi"}, "devices": {}}""",
                        "[]");
        connected.hypervisor.startPaused(
                "ns1_memory", new TestDomains(connected.libvirtd).xml(vmi));
        DomainView domain = connected.hypervisor.find("ns1_memory").orElseThrow();

        Path module =
                Files.writeString(
                        scratch.resolve("module.xml"),
                        """
                        <memory model='virtio-mem'><target><size unit='MiB'>128</size><node>0</node>
                        <block unit='MiB'>2</block><requested unit='MiB'>64</requested></target></memory>""");
        virsh("attach-device", "ns1_memory", module.toString(), "--live");

        assertThat(virsh("dumpxml", "ns1_memory"))
                .contains("<maxMemory slots='1' unit='KiB'>1048576</maxMemory>")
                .contains("<memory unit='KiB'>163840</memory>");
        connected.hypervisor.destroy(domain);
        connected.hypervisor.undefine(domain);
    }

    private static int vcpus(String which) throws Exception {
        return Integer.parseInt(virsh("vcpucount", "ns1_sockets", "--live", which).strip());
    }

    private static String virsh(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("virsh", "--connect", connected.libvirtd.uri()));
        command.addAll(List.of(words));
        return PrivateLibvirtd.output(command.toArray(String[]::new));
    }
}
