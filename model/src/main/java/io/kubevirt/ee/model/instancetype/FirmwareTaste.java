package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.FirmwarePreferences;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.BIOS;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.BootloaderBuilder;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.FirmwareBuilder;

/** How a guest prefers to boot; a boot loader that the user states keeps its kind. */
final class FirmwareTaste {
    private final FirmwarePreferences taste;

    FirmwareTaste(FirmwarePreferences taste) {
        this.taste = taste;
    }

    Firmware apply(Firmware statedOrNull) {
        Firmware stated = statedOrNull == null ? FirmwareBuilder.builder().build() : statedOrNull;
        Bootloader loader =
                stated.bootloader() == null
                        ? BootloaderBuilder.builder().build()
                        : stated.bootloader();
        Bootloader preferred = loader(loader);
        return preferred.equals(loader)
                ? statedOrNull
                : FirmwareBuilder.builder(stated).bootloader(preferred).build();
    }

    private Bootloader loader(Bootloader stated) {
        boolean open = stated.bios() == null && stated.efi() == null;
        if (!open) {
            return new Bootloader(bios(stated.bios()), efi(stated.efi()));
        }
        if (Absent.flag(taste.preferredUseBios())) {
            return new Bootloader(bios(new BIOS(null)), null);
        }
        if (taste.preferredEfi() != null) {
            return new Bootloader(null, taste.preferredEfi());
        }
        return Absent.flag(taste.preferredUseEfi())
                ? new Bootloader(null, efi(new EFI(null, null)))
                : stated;
    }

    private BIOS bios(BIOS biosOrNull) {
        return biosOrNull == null
                ? null
                : new BIOS(Stated.or(biosOrNull.useSerial(), taste.preferredUseBiosSerial()));
    }

    private EFI efi(EFI efiOrNull) {
        return efiOrNull == null
                ? null
                : new EFI(
                        efiOrNull.persistent(),
                        Stated.or(efiOrNull.secureBoot(), taste.preferredUseSecureBoot()));
    }
}
