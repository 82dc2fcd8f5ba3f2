package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.AcpiTable;
import io.kubevirt.ee.model.launcher.VolumePaths;
import io.kubevirt.ee.model.v1.ACPI;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of ACPI that a VMI names Secrets for. */
final class AcpiTableNeeds {

    private AcpiTableNeeds() {}

    static List<AcpiTableNeed> of(VirtualMachineInstance vmi) {
        Optional<ACPI> acpi =
                Optional.ofNullable(vmi.spec().domain().firmware()).map(Firmware::acpi);
        return acpi.stream()
                .flatMap(
                        stated ->
                                Stream.of(AcpiTable.values())
                                        .flatMap(table -> need(table, stated).stream()))
                .toList();
    }

    private static Optional<AcpiTableNeed> need(AcpiTable table, ACPI stated) {
        return table.volumeIn(stated)
                .map(volume -> new AcpiTableNeed(table, volume, VolumePaths.files(volume)));
    }
}
