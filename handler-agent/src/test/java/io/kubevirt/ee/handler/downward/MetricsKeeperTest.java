package io.kubevirt.ee.handler.downward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsKeeperTest {

    private static final String NEITHER = "{\"domain\": {\"devices\": {}}}";
    private static final String CHANNEL = "{\"domain\": {\"devices\": {\"downwardMetrics\": {}}}}";
    private static final String DISK =
            """
            {"domain": {"devices": {}}, "volumes": [
              {"name": "other", "emptyDisk": {}}, {"name": "figures", "downwardMetrics": {}}]}""";

    @TempDir Path kernel;
    private final FakeGuests guests = new FakeGuests();
    private final List<Figures> counted =
            List.of(figures("one"), figures("two"), figures("foreign"));
    private int asked;
    private MetricsKeeper keeper;

    @BeforeEach
    void aNodeOfTwoSockets() throws IOException {
        Files.writeString(kernel.resolve("stat"), "cpu  100 0 50 0 0 0 0 0 0 0\n");
        Files.writeString(kernel.resolve("meminfo"), "MemTotal: 1000 kB\nMemFree: 400 kB\n");
        Files.writeString(kernel.resolve("vmstat"), "pswpin 1\n");
        for (int cpu = 0; cpu < 4; cpu++) {
            Path topology = kernel.resolve("cpu" + cpu + "/topology");
            Files.createDirectories(topology);
            Files.writeString(topology.resolve("physical_package_id"), cpu / 2 + "\n");
        }
        Files.createDirectories(kernel.resolve("cpufreq"));
        keeper =
                new MetricsKeeper(
                        () -> List.of(new Key("ns", "one"), new Key("ns", "two")),
                        guests,
                        () -> {
                            asked++;
                            return counted;
                        },
                        guests,
                        new NodeFiles(kernel, kernel, "node01", () -> "QEMU 10"),
                        () -> Instant.ofEpochSecond(1_700_000_000));
    }

    @AfterEach
    void endChannels() throws IOException {
        guests.vmis.clear();
        keeper.tell();
        for (SocketChannel end : guests.ends) {
            end.close();
        }
    }

    @Test
    void aDiskHasFiguresOfTheNodeAndOfItsGuest() {
        is("one", DISK);
        keeper.tell();

        assertThat(guests.disks).containsOnlyKeys("uid-one figures");
        assertThat(guests.disks.get("uid-one figures").replaceAll("\\s+", ""))
                .contains("<name>HostName</name><value>node01</value>")
                .contains("<name>NumberOfPhysicalCPUs</name><value>2</value>")
                .contains("<name>FreePhysicalMemory</name><value>400</value>")
                .contains("<name>ResourceProcessorLimit</name><value>3</value>");
        assertThat(guests.disks.get("uid-one figures")).endsWith("</metrics>\n");
        assertThat(guests.ends).isEmpty();
    }

    @Test
    void aGuestThatAsksIsAnsweredOnOneConnection() throws IOException {
        is("one", CHANNEL);
        keeper.tell();
        keeper.tell();

        assertThat(guests.ends).hasSize(1);
        assertThat(answer(guests.ends.getFirst()))
                .startsWith("<metrics>")
                .contains("<value>node01</value>")
                .endsWith("</metrics>\n\n");
        assertThat(guests.disks).isEmpty();
    }

    @Test
    void aConnectionThatEndedIsMadeAnew() throws IOException {
        is("one", CHANNEL);
        keeper.tell();
        guests.ends.getFirst().close();
        while (guests.ends.size() < 2) {
            keeper.tell();
        }

        assertThat(answer(guests.ends.getLast())).endsWith("</metrics>\n\n");
    }

    @Test
    void aGuestThatIsGoneIsLeft() throws IOException {
        is("one", CHANNEL);
        keeper.tell();
        guests.vmis.clear();
        keeper.tell();

        assertThat(guests.ends.getFirst().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void whereNobodyWantsFiguresLibvirtIsNotAsked() {
        is("one", NEITHER);
        keeper.tell();

        assertThat(asked).isZero();
    }

    @Test
    void othersAreToldWhereOneCannotBe() {
        is("one", DISK);
        is("two", DISK);
        guests.full.add("uid-one");
        keeper.tell();
        assertThat(guests.disks).containsOnlyKeys("uid-two figures");

        guests.full.clear();
        keeper.tell();
        assertThat(guests.disks).containsKey("uid-one figures");
    }

    @Test
    void itGoesOnWhenTheKernelCouldNotBeRead() throws IOException {
        is("one", DISK);
        Path stat = kernel.resolve("stat");
        Path away = Files.move(stat, kernel.resolve("away"));
        keeper.tell();
        assertThat(guests.disks).isEmpty();

        Files.move(away, stat);
        keeper.tell();
        assertThat(guests.disks).hasSize(1);
    }

    private void is(String name, String spec) {
        guests.vmis.put(
                name,
                JSON.deserialize(
                        "{\"metadata\": {\"name\": \"%s\", \"uid\": \"uid-%s\"}, \"spec\": %s}"
                                .formatted(name, name, spec),
                        VirtualMachineInstance.class));
    }

    private static Figures figures(String name) {
        return new Figures("ns_" + name, "uid-" + name, "pod", Map.of("vcpu.current", 3));
    }

    private static String answer(SocketChannel guest) throws IOException {
        guest.write(ByteBuffer.wrap("GET /metrics/XML\n\n".getBytes(StandardCharsets.US_ASCII)));
        StringBuilder heard = new StringBuilder();
        ByteBuffer some = ByteBuffer.allocate(8192);
        while (heard.indexOf("\n\n") < 0 && guest.read(some.clear()) >= 0) {
            heard.append(StandardCharsets.UTF_8.decode(some.flip()));
        }
        return heard.toString();
    }
}
