package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.GuestResources.KernelFiles;
import io.kubevirt.ee.model.v1.BIOS;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.KernelBoot;
import io.kubevirt.ee.model.v1.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Machine type, firmware, tables of ACPI, and a kernel that is booted directly. Of the node's UEFI
 * builds libvirt finds the one with the features that are asked for.
 */
final class FirmwarePart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        String machine =
                Optional.ofNullable(request.domain().machine())
                        .map(Machine::type)
                        .filter(type -> !type.isEmpty())
                        .orElseGet(() -> usualMachine(request));
        Optional<EFI> efi = request.firmware(Firmware::bootloader).map(Bootloader::efi);
        Element os =
                Element.of("os")
                        .with("firmware", efi.map(_ -> "efi"))
                        .with(
                                Element.text("type", "hvm")
                                        .with("arch", request.architecture().libvirtName())
                                        .with("machine", machine))
                        .with(efi.map(stated -> efi(stated, request)).orElseGet(List::of))
                        .with(kernel(request))
                        .withChild(tables(request))
                        .withChild(bios(request))
                        .with(Element.of("smbios").with("mode", "sysinfo"));
        return List.of(os);
    }

    private static String usualMachine(DomainRequest request) {
        return switch (request.architecture()) {
            case AMD64 -> request.settings().machineType();
            case ARM64 -> request.architecture().machine();
        };
    }

    /** Secure Boot is worth something with known keys. */
    private static List<Element> efi(EFI efi, DomainRequest request) {
        boolean secure = KeptState.isSecure(efi);
        return List.of(
                Element.of("firmware")
                        .with(feature("enrolled-keys", secure), feature("secure-boot", secure)),
                Element.text("nvram", request.resources().state().nvram()));
    }

    private static Element feature(String name, boolean enabled) {
        return Element.of("feature").with("enabled", enabled ? "yes" : "no").with("name", name);
    }

    private static List<Element> kernel(DomainRequest request) {
        if (request.resources().kernelBoot().isEmpty()) {
            return List.of();
        }
        KernelFiles files = request.resources().kernelBoot().get();
        Element none = Element.of("none");
        return none.withChild(files.kernel().map(path -> Element.text("kernel", path)))
                .withChild(files.initrd().map(path -> Element.text("initrd", path)))
                .withChild(
                        request.firmware(Firmware::kernelBoot)
                                .map(KernelBoot::kernelArgs)
                                .filter(args -> !args.isEmpty())
                                .map(args -> Element.text("cmdline", args)))
                .children();
    }

    private static Optional<Element> tables(DomainRequest request) {
        Map<AcpiTable, String> files = request.resources().acpiTables();
        List<Element> tables =
                Stream.of(AcpiTable.values())
                        .filter(files::containsKey)
                        .map(
                                table ->
                                        Element.text("table", files.get(table))
                                                .with("type", table.type()))
                        .toList();
        return tables.isEmpty() ? Optional.empty() : Optional.of(Element.of("acpi").with(tables));
    }

    private static Optional<Element> bios(DomainRequest request) {
        return request.firmware(Firmware::bootloader)
                .map(Bootloader::bios)
                .map(BIOS::useSerial)
                .map(serial -> Element.of("bios").with("useserial", serial ? "yes" : "no"));
    }
}
