package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.SMBiosConfiguration;
import java.util.Optional;

/**
 * What cluster and node say about every domain.
 *
 * @param accelerator what runs the guest's CPUs
 * @param machineType of amd64, when the VMI names none, such as {@code q35}
 * @param smbios what the guest's firmware says about its maker; absent: KubeVirt's own words
 */
public record DomainSettings(
        Accelerator accelerator, String machineType, Optional<SMBiosConfiguration> smbios) {

    /** What runs the guest's CPUs. */
    public enum Accelerator {
        /** The node's CPUs. */
        KVM,
        /** qemu's translator, for nodes without KVM: slow, and the same to the guest. */
        EMULATION
    }

    /** The usual settings. */
    public static DomainSettings standard(Accelerator accelerator) {
        return new DomainSettings(accelerator, Architecture.AMD64.machine(), Optional.empty());
    }

    boolean emulated() {
        return accelerator == Accelerator.EMULATION;
    }
}
