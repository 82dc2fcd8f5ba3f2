package io.kubevirt.ee.runtime.metrics;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Where measured values go. Label values come in the order of {@link Metric#labels}. Safe for
 * threads; never waits.
 */
public interface Meters {
    /** Forgets everything. */
    Meters NONE =
            new Meters() {
                @Override
                public void count(Metric counter, String... labels) {}

                @Override
                public void zero(Metric counter, String... labels) {}

                @Override
                public void observe(Metric histogram, Duration value, String... labels) {}

                @Override
                public void gauge(Metric gauge, DoubleSupplier value, String... labels) {}

                @Override
                public void forget(Metric gauge, String... labels) {}
            };

    /** Adds one to a counter. */
    void count(Metric counter, String... labels);

    /** Publishes a counter that counted nothing yet: its first step would not be seen otherwise. */
    void zero(Metric counter, String... labels);

    /** Adds a duration to a histogram. */
    void observe(Metric histogram, Duration value, String... labels);

    /**
     * Publishes a gauge whose value is asked for at each scrape; takes the place of an earlier one.
     */
    void gauge(Metric gauge, DoubleSupplier value, String... labels);

    /** Publishes a gauge no longer. */
    void forget(Metric gauge, String... labels);
}
