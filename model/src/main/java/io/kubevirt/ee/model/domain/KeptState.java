package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.TPMDevice;
import java.util.Optional;

/**
 * What of a machine's own memory is still there when it is started again (ADR 15).
 *
 * @param variables UEFI's, and what they are at first
 * @param tpm whether what its TPM holds is kept
 */
public record KeptState(Optional<Variables> variables, boolean tpm) {

    /** Of a machine that starts as new each time. */
    public static final KeptState NONE = new KeptState(Optional.empty(), false);

    /** What UEFI's variables are before any guest has changed them. */
    public enum Variables {
        /** Without keys. */
        BLANK,
        /** With the keys that systems for Secure Boot are signed with. */
        WITH_KEYS
    }

    /** What a machine asks for. */
    public static KeptState of(DomainSpec domain) {
        return new KeptState(
                Optional.ofNullable(domain.firmware())
                        .map(Firmware::bootloader)
                        .map(Bootloader::efi)
                        .filter(efi -> Absent.flag(efi.persistent()))
                        .map(efi -> isSecure(efi) ? Variables.WITH_KEYS : Variables.BLANK),
                Optional.ofNullable(domain.devices().tpm())
                        .filter(KeptState::isThere)
                        .filter(tpm -> Absent.flag(tpm.persistent()))
                        .isPresent());
    }

    /** Whether there is anything to keep. */
    public boolean isAny() {
        return tpm || variables.isPresent();
    }

    /** A TPM that is mentioned is there, unless it is refused. */
    public static boolean isThere(TPMDevice tpm) {
        return !Boolean.FALSE.equals(tpm.enabled());
    }

    /** Secure Boot unless it is refused, as in KubeVirt. */
    static boolean isSecure(EFI efi) {
        return !Boolean.FALSE.equals(efi.secureBoot());
    }
}
