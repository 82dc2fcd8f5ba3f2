package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.ACPI;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.Volume;
import java.util.Optional;
import java.util.regex.Pattern;

/** Firmware: BIOS or UEFI, identity, tables handed to the guest. */
final class FirmwareRule implements Rule {
    private static final int LONGEST_SERIAL = 256;
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        spec.firmware()
                .ifPresent(
                        firmware -> {
                            identity(firmware, findings);
                            bootloader(spec, firmware.bootloader(), findings);
                            acpi(spec, firmware.acpi(), findings);
                        });
    }

    private static void identity(Firmware firmware, Findings findings) {
        if (Text.isPresent(firmware.serial())) {
            if (firmware.serial().length() > LONGEST_SERIAL) {
                findings.invalid("domain.firmware.serial", "must have 256 characters or fewer");
            }
            if (!Text.isSerial(firmware.serial())) {
                findings.invalid(
                        "domain.firmware.serial", "may hold letters, digits and _.+- only");
            }
        }
        if (Text.isPresent(firmware.uuid()) && !UUID.matcher(firmware.uuid()).matches()) {
            findings.invalid("domain.firmware.uuid", "must be a UUID");
        }
    }

    private static void bootloader(GuestSpec spec, Bootloader loaderOrNull, Findings findings) {
        if (loaderOrNull == null || loaderOrNull.efi() == null) {
            return;
        }
        if (loaderOrNull.bios() != null) {
            findings.invalid("domain.firmware.bootloader", "must be one of bios and efi");
        }
        boolean secure = !Boolean.FALSE.equals(loaderOrNull.efi().secureBoot());
        boolean smm =
                Optional.ofNullable(spec.domain().features())
                        .map(Features::smm)
                        .map(state -> !Boolean.FALSE.equals(state.enabled()))
                        .orElse(false);
        if (secure && !smm) {
            findings.invalid("domain", "must enable features.smm for secure boot");
        }
    }

    private static void acpi(GuestSpec spec, ACPI acpiOrNull, Findings findings) {
        if (acpiOrNull == null) {
            return;
        }
        if (Text.isAbsent(acpiOrNull.slicNameRef()) && Text.isAbsent(acpiOrNull.msdmNameRef())) {
            findings.invalid("acpi", "must name a volume with a table");
        }
        table(spec, acpiOrNull.slicNameRef(), "acpi.slicNameRef", findings);
        table(spec, acpiOrNull.msdmNameRef(), "acpi.msdmNameRef", findings);
    }

    private static void table(GuestSpec spec, String volumeOrNull, String path, Findings findings) {
        if (Text.isPresent(volumeOrNull)
                && spec.volume(volumeOrNull).map(Volume::secret).isEmpty()) {
            findings.invalid(path, "must name a volume that is a secret");
        }
    }
}
