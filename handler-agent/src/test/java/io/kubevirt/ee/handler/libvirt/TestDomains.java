package io.kubevirt.ee.handler.libvirt;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.domain.AcpiTable;
import io.kubevirt.ee.model.domain.DomainRequest;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.DomainXml;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import io.kubevirt.ee.model.domain.GuestResources.TapSource;
import io.kubevirt.ee.model.guest.AcpiTableNeed;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Domain XML of small guests, made by the real {@link DomainXml}. */
public record TestDomains(PrivateLibvirtd libvirtd) {

    /** A guest of the boot sector, in its own directory. */
    String bootSector(String name) throws IOException {
        return xml(
                vmi(
                        name,
                        """
                        {"memory": {"guest": "16Mi"}, "devices": {"autoattachMemBalloon": false,
                          "disks": [{"name": "root", "disk": {"bus": "sata"}}]}}""",
                        "[{\"name\": \"root\", \"emptyDisk\": {\"capacity\": \"1Mi\"}}]"));
    }

    /** One that panics at once, and has a device to tell it by. */
    String panicking(String name) throws IOException {
        return xml(
                vmi(
                        name,
                        """
                        {"memory": {"guest": "16Mi"}, "devices": {"autoattachMemBalloon": false,
                          "panicDevices": [{"model": "isa"}],
                          "disks": [{"name": "root", "disk": {"bus": "sata"}}]}}""",
                        "[{\"name\": \"root\", \"emptyDisk\": {\"capacity\": \"1Mi\"}}]"),
                libvirtd.guestDirectory(),
                BootSector.panickingImage());
    }

    /**
     * {@code ns1/device} of arm64, as admission completes it; on the pod's network if it states
     * interfaces.
     */
    static VirtualMachineInstance arm64(String domain, String volumes) {
        String networks =
                domain.contains("interfaces") ? "[{\"name\": \"default\", \"pod\": {}}]" : "[]";
        return Admission.withDefaults(
                JSON.deserialize(
                        """
                        {"metadata": {"namespace": "ns1", "name": "device", "uid": "uid-device"},
                         "spec": {"architecture": "arm64", "domain": %s, "volumes": %s,
                                  "networks": %s}}"""
                                .formatted(domain, volumes, networks),
                        VirtualMachineInstance.class));
    }

    public static VirtualMachineInstance vmi(String name, String domain, String volumes) {
        return JSON.deserialize(
                """
                {"metadata": {"namespace": "ns1", "name": "%s", "uid": "uid-%s"},
                 "spec": {"domain": %s, "volumes": %s,
                          "networks": [{"name": "default", "pod": {}}]}}"""
                        .formatted(name, name, domain, volumes),
                VirtualMachineInstance.class);
    }

    /** The domain of a VMI whose disks all are raw images of the boot sector. */
    String xml(VirtualMachineInstance vmi) throws IOException {
        return xml(vmi, libvirtd.guestDirectory(), BootSector.image());
    }

    /** The domain of a VMI whose disks and sockets are in a directory, with this on each disk. */
    public String xml(VirtualMachineInstance vmi, Path directory, byte[] content)
            throws IOException {
        GuestNeeds needs = GuestNeeds.of(vmi);
        Map<String, DiskSource> disks = new HashMap<>();
        for (DiskNeed need : needs.disks()) {
            Path image = libvirtd.guestFile(directory, need.volume() + ".img", content);
            disks.put(
                    need.volume(),
                    new DiskSource(image.toString(), ImageFormat.RAW, Optional.empty()));
        }
        Map<AcpiTable, String> tables = new EnumMap<>(AcpiTable.class);
        for (AcpiTableNeed need : needs.acpiTables()) {
            Path file = libvirtd.guestFile(directory, need.table().key(), new byte[64]);
            tables.put(need.table(), file.toString());
        }
        GuestResources resources =
                GuestResources.bare(
                                libvirtd.guestUid(),
                                directory.resolve("serial0.sock").toString(),
                                new StateFiles(
                                        directory.resolve("nvram.fd").toString(),
                                        directory.resolve("tpm.sock").toString()))
                        .withDisks(disks)
                        .withTaps(
                                needs.nics().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        NicNeed::name,
                                                        nic -> new TapSource(nic.tap(), 1450))))
                        .withAcpiTables(tables);
        return DomainXml.of(
                new DomainRequest(
                        vmi, "pod-1", resources, DomainSettings.standard(Accelerator.EMULATION)));
    }
}
