package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1PersistentVolume;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** UEFI's variables and a TPM that outlive the instances of their machine, and go with it. */
class PersistentStateE2E {

    private static final String CLAIM = "persistent-state-for-remembers";
    private static final String MARK = "kept by the test";

    /** OVMF's block for an event log, which it writes nothing to, between variables and spare. */
    private static final int UNUSED_BY_FIRMWARE = 0x40000;

    private static final String KEPT =
            """
            firmware:
                      bootloader:
                        efi: {persistent: true, secureBoot: false}
                    devices:
                      tpm: {persistent: true}
            """
                    .stripTrailing();

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void whatAMachineRemembersIsThereAfterStopAndStartAndGoesWithIt() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "remembers", "devices:", KEPT);
        vm.awaitPhase("Running", TestVm.BOOT);
        GuestIdentity first = vm.identity();
        V1PersistentVolumeClaim claim = claim();
        assertThat(claim.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(
                        owner ->
                                assertThat(owner.getUid())
                                        .isEqualTo(vm.vm().orElseThrow().metadata().getUid()));
        Path folder = folder(claim);
        Path tpm = folder.resolve("swtpm/tpm2-00.permall");
        Path variables = folder.resolve("nvram/nvram.fd");
        Eventually.holds(
                "the firmware of " + vm.key() + " has written its variables",
                TestVm.BOOT,
                () ->
                        assertThat(Files.readString(variables, StandardCharsets.ISO_8859_1))
                                .contains("B\0o\0o\0t\0O\0r\0d\0e\0r"));
        assertThat(tpm).isNotEmptyFile();

        stop(vm);
        mark(variables);
        Object inode = Files.getAttribute(tpm.getParent(), "unix:ino");
        vm.runStrategy("Always");
        vm.awaitPhase("Running", TestVm.BOOT);
        GuestIdentity second = vm.identity();

        assertThat(second.vmiUid()).isNotEqualTo(first.vmiUid());
        assertThat(claim().getMetadata().getUid()).isEqualTo(claim.getMetadata().getUid());
        assertThat(NodeView.uid(NodeView.qemu(second.domain()).orElseThrow()))
                .isEqualTo(((Integer) Files.getAttribute(variables, "unix:uid")).longValue());
        stop(vm);
        assertThat(markOf(variables)).isEqualTo(MARK);
        assertThat(Files.getAttribute(tpm.getParent(), "unix:ino")).isEqualTo(inode);
        assertThat(tpm).isNotEmptyFile();
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
        Eventually.holds(
                "the claim of " + vm.key() + " is gone",
                TestVm.END,
                () ->
                        assertThat(
                                        Cluster.CORE
                                                .listNamespacedPersistentVolumeClaim(
                                                        NAMESPACE.name())
                                                .execute()
                                                .getItems())
                                .isEmpty());
    }

    private static V1PersistentVolumeClaim claim() throws ApiException {
        return Cluster.CORE.readNamespacedPersistentVolumeClaim(CLAIM, NAMESPACE.name()).execute();
    }

    /** The folder on this machine that the local storage class made for the claim. */
    private static Path folder(V1PersistentVolumeClaim claim) throws ApiException {
        V1PersistentVolume volume =
                Cluster.CORE.readPersistentVolume(claim.getSpec().getVolumeName()).execute();
        return Path.of(
                volume.getSpec().getHostPath() == null
                        ? volume.getSpec().getLocal().getPath()
                        : volume.getSpec().getHostPath().getPath());
    }

    private static void mark(Path variables) throws IOException {
        try (FileChannel file = FileChannel.open(variables, StandardOpenOption.WRITE)) {
            file.write(StandardCharsets.US_ASCII.encode(MARK), UNUSED_BY_FIRMWARE);
        }
    }

    private static String markOf(Path variables) throws IOException {
        byte[] all = Files.readAllBytes(variables);
        return new String(all, UNUSED_BY_FIRMWARE, MARK.length(), StandardCharsets.US_ASCII);
    }

    private static void stop(TestVm vm) {
        vm.runStrategy("Halted");
        Eventually.holds(
                "the instance of " + vm.key() + " is gone",
                TestVm.END,
                () -> assertThat(vm.vmi()).isEmpty());
    }
}
