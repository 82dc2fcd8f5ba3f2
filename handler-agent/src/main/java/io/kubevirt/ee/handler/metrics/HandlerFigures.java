package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.handler.port.GuestStatistics;
import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import io.kubevirt.ee.handler.port.LauncherLink;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** All that the agent publishes, as Prometheus' text. */
public final class HandlerFigures {
    private static final PrometheusTextFormatWriter WRITER =
            PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeters meters = new PrometheusMeters(registry);

    /** What the other parts of the agent count with. */
    public Meters meters() {
        return meters;
    }

    /** Publishes the agent's own state. */
    public void publishReady(BooleanSupplier ready) {
        RuntimeMetrics.publishInfo(meters);
        meters.gauge(HandlerMetrics.READY, () -> ready.getAsBoolean() ? 1 : 0);
    }

    /** Publishes figures of the guests. */
    public void publishGuests(
            String node, GuestStatistics statistics, VmiStore vmis, LauncherLink launchers) {
        registry.register(
                new GuestCollector(
                        statistics,
                        guest -> names(node, guest, vmis),
                        new GuestTaps(launchers, new TapCounters(Path.of("/proc")))));
    }

    /** The content type of {@link #text}. */
    public static String contentType() {
        return WRITER.getContentType();
    }

    /** Everything as it is now. */
    public String text() {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            WRITER.write(text, registry.scrape());
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static GuestNames names(String node, Figures guest, VmiStore vmis) {
        int mark = guest.domain().indexOf('_');
        String namespace = guest.domain().substring(0, Math.max(mark, 0));
        String name = guest.domain().substring(mark + 1);
        return vmis.cached(namespace, name)
                .filter(vmi -> guest.vmiUid().equals(vmi.metadata().getUid()))
                .map(vmi -> GuestNames.of(node, vmi))
                .orElseGet(() -> GuestNames.of(node, namespace, name));
    }
}
