package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.ACPI;
import java.util.Locale;
import java.util.Optional;

/** A table of ACPI that the guest finds as its user made it: by these Windows knows its licence. */
public enum AcpiTable {
    SLIC,
    MSDM;

    /** What libvirt calls it. */
    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of the Secret that holds it. */
    public String key() {
        return type() + ".bin";
    }

    /** The volume that is named for it. */
    public Optional<String> volumeIn(ACPI acpi) {
        String nameOrNull =
                switch (this) {
                    case SLIC -> acpi.slicNameRef();
                    case MSDM -> acpi.msdmNameRef();
                };
        return Optional.ofNullable(nameOrNull).filter(name -> !name.isEmpty());
    }
}
