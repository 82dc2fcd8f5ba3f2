package io.kubevirt.ee.handler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kubevirt.ee.handler.libvirt.BootSector;
import io.kubevirt.ee.handler.libvirt.Heard;
import io.kubevirt.ee.handler.libvirt.LibvirtHypervisor;
import io.kubevirt.ee.handler.libvirt.PrivateLibvirtd;
import io.kubevirt.ee.handler.libvirt.TestDomains;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest that writes to a file system that is too small for it: real libvirt, real qemu. */
class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROUNDS_IN_VAIN = 20;
    private static final Key KEY = new Key("ns1", "vm1");
    private static final String NAME = "ns1_vm1";

    private final Heard heard = new Heard();
    private final FakeVmis vmis = new FakeVmis();
    private PrivateLibvirtd libvirtd;
    private LibvirtHypervisor hypervisor;
    private GuestReconciler reconciler;
    private Path small;
    private Path filler;

    @BeforeEach
    void prepare() throws Exception {
        libvirtd = new PrivateLibvirtd();
        small = libvirtd.guestDirectory();
        PrivateLibvirtd.run(
                "mount", "-t", "tmpfs", "-o", "size=10m,mode=777", "tmpfs", small.toString());
        filler = Files.write(small.resolve("filler"), new byte[6 << 20]);
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(), libvirtd.runDirectory(), heard::changed, heard::connected);
        hypervisor.start();
        heard.awaitConnect();
        FakeNode node = new FakeNode();
        node.adopted = true;
        reconciler =
                new GuestReconciler(
                        "node1",
                        new GuestPorts(
                                vmis,
                                hypervisor,
                                node,
                                node,
                                node,
                                node,
                                () -> Optional.of(DomainSettings.standard(Accelerator.EMULATION))),
                        key -> {},
                        InstantSource.system());
    }

    @AfterEach
    void end() throws Exception {
        for (DomainView domain : hypervisor.domains()) {
            hypervisor.destroy(domain);
            hypervisor.undefine(domain);
        }
        hypervisor.close();
        PrivateLibvirtd.run("umount", small.toString());
        libvirtd.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stop", "enospace"})
    void aGuestIsPausedWhileThereIsNoRoomAndGoesOnWhenThereIs(String policy) throws Exception {
        start(policy);
        reconcileUntil(() -> reason().filter("PausedIOError"::equals).isPresent());
        // Tried in vain, and without a word.
        for (int round = 0; round < ROUNDS_IN_VAIN; round++) {
            reconciler.reconcile(KEY);
            heard.awaitAnything();
        }
        heard.await(hypervisor, NAME, d -> d.state().equals(new Paused(PauseCause.IO_ERROR)));
        assertThat(reason()).contains("PausedIOError");
        assertThat(vmis.news).anyMatch(news -> news.startsWith("event PausedIOError"));
        assertThat(vmis.news).noneMatch(news -> news.startsWith("event Resumed"));

        Files.delete(filler);
        reconcileUntil(() -> off().isPresent());

        assertThat(off()).contains(new Off(OffCause.SHUTDOWN));
        assertThat(written()).isEqualTo(BootSector.WRITTEN_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "ignore"})
    void aGuestThatIsToKnowOrNotToCareIsNotPaused(String policy) throws Exception {
        start(policy);
        reconcileUntil(() -> off().isPresent());

        assertThat(off()).contains(new Off(OffCause.SHUTDOWN));
        assertThat(vmis.news).noneMatch(news -> news.startsWith("event Paused"));
        assertThat(written()).isLessThan(BootSector.WRITTEN_BYTES);
    }

    @Test
    void aPauseByAFailedDiskOutlivesLibvirtd() throws Exception {
        start("");
        reconcileUntil(() -> reason().filter("PausedIOError"::equals).isPresent());
        libvirtd.kill();
        heard.awaitConnect();

        Files.delete(filler);
        reconcileUntil(() -> off().isPresent());

        assertThat(written()).isEqualTo(BootSector.WRITTEN_BYTES);
    }

    private void start(String policy) throws Exception {
        VirtualMachineInstance vmi =
                TestDomains.vmi(
                        "vm1",
                        """
                        {"memory": {"guest": "16Mi"}, "devices": {"autoattachMemBalloon": false,
                          "disks": [{"name": "root", "errorPolicy": "%s",
                                     "disk": {"bus": "virtio"}}]}}"""
                                .formatted(policy),
                        "[{\"name\": \"root\", \"emptyDisk\": {\"capacity\": \"8Mi\"}}]");
        String xml = new TestDomains(libvirtd).xml(vmi, small, BootSector.writingImage());
        try (RandomAccessFile image = new RandomAccessFile(image().toFile(), "rw")) {
            image.setLength(BootSector.WRITTEN_BYTES);
        }
        hypervisor.startPaused(NAME, xml);
        hypervisor.resume(hypervisor.find(NAME).orElseThrow());
        vmis.is(
                VirtualMachineInstanceBuilder.builder(vmi)
                        .status(
                                VirtualMachineInstanceStatusBuilder.builder()
                                        .phase("Running")
                                        .nodeName("node1")
                                        .activePods(Map.of("pod-1", "node1"))
                                        .build())
                        .build());
    }

    private Path image() {
        return small.resolve("root.img");
    }

    private long written() throws Exception {
        // In the blocks of stat(2).
        return Long.parseLong(
                        PrivateLibvirtd.output("stat", "--format=%b", image().toString()).strip())
                * 512;
    }

    private Optional<String> reason() {
        return InstanceConditions.of(vmis.live.orElseThrow().status().conditions())
                .get(ConditionType.PAUSED)
                .map(VirtualMachineInstanceCondition::reason);
    }

    private Optional<DomainState> off() {
        return hypervisor.find(NAME).map(DomainView::state).filter(state -> state instanceof Off);
    }

    private void reconcileUntil(BooleanSupplier so) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (so.getAsBoolean()) {
                return;
            }
            reconciler.reconcile(KEY);
            heard.awaitAnything();
        }
        fail("after %s: %s, %s".formatted(PATIENCE, hypervisor.find(NAME), vmis.news));
    }
}
