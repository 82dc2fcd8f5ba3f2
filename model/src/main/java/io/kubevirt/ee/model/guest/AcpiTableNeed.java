package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.AcpiTable;

/**
 * A table of ACPI to make ready.
 *
 * @param table which one
 * @param volume the VMI's volume, of a Secret, that has it
 * @param folder the Secret's files in the launcher's container
 */
public record AcpiTableNeed(AcpiTable table, String volume, String folder) {}
