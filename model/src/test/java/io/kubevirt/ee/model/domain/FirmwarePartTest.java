package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirmwarePartTest {

    private final PartGolden part = new PartGolden(new FirmwarePart());

    @Test
    void theMachineIsQ35UnlessStated() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aStatedMachineIsTaken() {
        part.assertMatches(
                "machine",
                Requests.emulated(
                        """
                        {"machine": {"type": "pc-i440fx-7.2"}, "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aKernelIsBootedDirectly() {
        part.assertMatches(
                "kernel",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"kernelBoot": {"kernelArgs": "console=ttyS0 a<b&c \\"d\\"", "container": {"image": "i", "kernelPath": "/boot/vmlinuz", "initrdPath": "/boot/initrd"}}}}"""));
    }

    @Test
    void aKernelNeedsNoInitrd() {
        part.assertMatches(
                "kernel-only",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"kernelBoot": {"container": {"image": "i", "kernelPath": "/boot/vmlinuz"}}}}"""));
    }

    @Test
    void uefiChecksSignaturesUnlessThatIsRefused() {
        part.assertMatches(
                "efi-secure",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "features": {"smm": {}}, "firmware": {"bootloader": {"efi": {}}}}"""));
    }

    @Test
    void uefiMayBootAnything() {
        part.assertMatches(
                "efi",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"bootloader": {"efi": {"secureBoot": false}}, "kernelBoot": {"container": {"image": "i", "kernelPath": "/boot/vmlinuz"}}}}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "acpi-slic, '\"slicNameRef\": \"a\"'",
        "acpi-msdm, '\"msdmNameRef\": \"a\", \"slicNameRef\": \"\"'",
        "acpi-both, '\"msdmNameRef\": \"a\", \"slicNameRef\": \"b\"'"
    })
    void theGuestFindsTablesOfItsUser(String golden, String acpi) {
        part.assertMatches(
                golden,
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"acpi": {%s}}}"""
                                .formatted(acpi)));
    }

    @Test
    void theFirmwareMaySpeakOverTheSerialPort() {
        part.assertMatches(
                "bios-serial",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"bootloader": {"bios": {"useSerial": true}}}}"""));
    }
}
