package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A guest whose memory is of pages that its node has set aside, as the real kubelet counts them.
 */
class HugepagesE2E {

    private static final Path POOL = Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB");
    private static final long PAGE_BYTES = 2 << 20;
    private static final int PAGES = 64;
    private static final String MEMORY = "          guest: 128Mi\n";
    private static final String PAGED = MEMORY + "          hugepages: {pageSize: 2Mi}\n";
    private static final Duration KUBELET = Duration.ofSeconds(90);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static long before;

    @BeforeAll
    static void remember() throws IOException {
        before = pages("nr_hugepages");
    }

    @AfterAll
    static void giveBack() throws IOException {
        setAside(before);
    }

    @Test
    void aGuestWaitsForPagesAndHasItsMemoryOfThem() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "paged", MEMORY, PAGED);
        Eventually.holds(
                "no node has the pages",
                TestVm.BOOT,
                () ->
                        assertThat(vm.vm().orElseThrow().status().printableStatus())
                                .isEqualTo("ErrorUnschedulable"));
        long freeBefore = pages("free_hugepages");

        setAside(before + PAGES);
        GuestIdentity guest = vm.awaitPage();

        assertThat(pages("free_hugepages")).isEqualTo(freeBefore);
        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        // Those that the guest has touched: all are its own, and not yet mapped.
        assertThat(Files.readAllLines(Path.of("/proc/" + qemu + "/status")))
                .anyMatch(line -> line.matches("HugetlbPages:\\s+[1-9][0-9]* kB"));
        vm.delete();
        vm.awaitNothingLeft(guest);
        assertThat(pages("free_hugepages")).isEqualTo(freeBefore + PAGES);
    }

    private static long pages(String file) throws IOException {
        return Long.parseLong(Files.readString(POOL.resolve(file)).strip());
    }

    /** A kubelet looks for pages when it starts. */
    private static void setAside(long pages) throws IOException {
        Files.writeString(POOL.resolve("nr_hugepages"), Long.toString(pages));
        Programs.end("kubelet", "TERM");
        Programs.startAgain();
        assertThat(pages("nr_hugepages")).as("pages that the machine has").isEqualTo(pages);
        Eventually.holds(
                "the node has %d huge pages".formatted(pages),
                KUBELET,
                () -> assertThat(capacityBytes()).isEqualTo(pages * PAGE_BYTES));
    }

    private static long capacityBytes() throws Exception {
        V1Node node = Cluster.CORE.listNode().execute().getItems().getFirst();
        return node.getStatus().getCapacity().get("hugepages-2Mi").getNumber().longValueExact();
    }
}
