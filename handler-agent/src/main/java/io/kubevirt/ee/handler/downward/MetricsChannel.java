package io.kubevirt.ee.handler.downward;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Answers one guest on its channel, a question at a time and one each second: a guest that asks
 * without end costs no more. Whoever asks in the guest knows the answer's end by an empty line.
 */
final class MetricsChannel implements Runnable {

    private static final String INVALID = "INVALID REQUEST";
    private static final Duration PACE = Duration.ofSeconds(1);

    /** Longer than any question. */
    private static final int LONGEST_LINE = 256;

    private final ByteChannel channel;
    private final Supplier<String> metrics;
    private final Duration pace;

    /**
     * @param channel connected
     * @param metrics the latest figures
     */
    MetricsChannel(ByteChannel channel, Supplier<String> metrics) {
        this(channel, metrics, PACE);
    }

    MetricsChannel(ByteChannel channel, Supplier<String> metrics, Duration pace) {
        this.channel = channel;
        this.metrics = metrics;
        this.pace = pace;
    }

    /** Returns when the channel is closed, by qemu or by us. */
    @Override
    public void run() {
        try (ByteChannel open = channel;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        Channels.newInputStream(open),
                                        StandardCharsets.ISO_8859_1))) {
            while (true) {
                String first = line(in);
                String second = line(in);
                answer(MetricsRequest.isForMetrics(first, second) ? metrics.get() : INVALID);
                Thread.sleep(pace);
            }
        } catch (IOException closed) {
            // The guest has ended, or the agent does.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** A guest that writes without line ends must not fill the agent's memory. */
    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed");
            }
            if (next != '\r' && line.length() < LONGEST_LINE) {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
