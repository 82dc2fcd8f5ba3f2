package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuestPumpTest {
    private static final StreamManner DEVICE =
            StreamManner.of(GuestDevice.CONSOLE, Duration.ofSeconds(20));
    private static final StreamManner UDP =
            StreamManner.ofPort(new GuestPort(53, GuestPort.Protocol.UDP), Duration.ofSeconds(20));

    private final List<Integer> sizes = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    @Test
    void whatASerialPortSaysByteByByteGoesInFewMessages() throws Exception {
        byte[] said = noise(2_000);
        Pipe serial = Pipe.open();
        long startNanos = System.nanoTime();
        Thread.ofVirtual().start(() -> sayByteByByte(said, serial.sink()));
        new GuestPump(serial.source(), DEVICE, this::take).run();
        long elapsedMillis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
        assertThat(received.toByteArray()).isEqualTo(said);
        assertThat((long) sizes.size())
                .isLessThanOrEqualTo(elapsedMillis / GuestPump.GATHERING.toMillis() + 1);
    }

    @Test
    void muchGoesInFullMessages() throws Exception {
        byte[] said = noise(100 * 1024);
        new GuestPump(Channels.newChannel(new ByteArrayInputStream(said)), DEVICE, this::take)
                .run();
        assertThat(received.toByteArray()).isEqualTo(said);
        assertThat(sizes.size()).isLessThan(20);
    }

    @Test
    void datagramsAreNotPutTogether() throws Exception {
        Pipe service = Pipe.open();
        try (Pipe.SinkChannel sink = service.sink()) {
            sink.write(ByteBuffer.wrap(noise(3)));
        }
        new GuestPump(service.source(), UDP, this::take).run();
        assertThat(UDP.gathers()).isFalse();
        assertThat(sizes).containsExactly(3);
    }

    private void take(ByteBuffer chunk) {
        sizes.add(chunk.remaining());
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        received.writeBytes(bytes);
    }

    private static void sayByteByByte(byte[] said, Pipe.SinkChannel serial) {
        try (serial) {
            for (byte one : said) {
                serial.write(ByteBuffer.wrap(new byte[] {one}));
                Thread.sleep(Duration.ofNanos(50_000));
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        return noise;
    }
}
