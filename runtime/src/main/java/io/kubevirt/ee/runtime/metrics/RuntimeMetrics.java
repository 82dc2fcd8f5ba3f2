package io.kubevirt.ee.runtime.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;

/** What every program measures of its loops and of its requests to the API server. */
public final class RuntimeMetrics {
    private static final List<Duration> REQUESTS =
            millis(5, 25, 100, 250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000);
    private static final List<Duration> WORK = millis(1, 10, 100, 1_000, 10_000, 100_000);

    /** Requests to the API server. */
    public static final Metric REST_REQUESTS =
            Metric.counter(
                    "kubevirt_rest_client_requests_total",
                    "Requests to the API server; code <error> stands for no answer.",
                    "code",
                    "method",
                    "resource",
                    "verb");

    /** The same under the name that it has in other programs of Kubernetes. */
    public static final Metric REST_REQUESTS_PLAIN =
            Metric.counter(
                    "rest_client_requests_total",
                    "The same as kubevirt_rest_client_requests_total, under its older name.",
                    "code",
                    "method",
                    "resource",
                    "verb");

    /** How long requests took. */
    public static final Metric REST_LATENCY =
            Metric.histogram(
                    "kubevirt_rest_client_request_latency_seconds",
                    "Time until the API server answered; of a watch, until it was open.",
                    REQUESTS,
                    "verb",
                    "resource");

    /** Keys waiting. */
    public static final Metric QUEUE_DEPTH =
            Metric.gauge(
                    "kubevirt_workqueue_depth",
                    "Keys that are ready and wait for a worker.",
                    "name");

    /** Keys added. */
    public static final Metric QUEUE_ADDS =
            Metric.counter(
                    "kubevirt_workqueue_adds_total",
                    "Keys that became ready: changed objects and repetitions, each key once.",
                    "name");

    /** Waiting. */
    public static final Metric QUEUE_DURATION =
            Metric.histogram(
                    "kubevirt_workqueue_queue_duration_seconds",
                    "How long a key was ready before a worker took it.",
                    WORK,
                    "name");

    /** Working. */
    public static final Metric WORK_DURATION =
            Metric.histogram(
                    "kubevirt_workqueue_work_duration_seconds",
                    "How long a pass over a key took.",
                    WORK,
                    "name");

    /** Repetitions. */
    public static final Metric RETRIES =
            Metric.counter(
                    "kubevirt_workqueue_retries_total",
                    "Passes after which the key is looked at again without a change.",
                    "name");

    /** Work in progress. */
    public static final Metric UNFINISHED_WORK =
            Metric.gauge(
                    "kubevirt_workqueue_unfinished_work_seconds",
                    "How long all passes under way have taken so far, added up.",
                    "name");

    /** The oldest work in progress. */
    public static final Metric LONGEST_RUNNING =
            Metric.gauge(
                    "kubevirt_workqueue_longest_running_processor_seconds",
                    "How long the longest pass under way has taken so far.",
                    "name");

    /** What is built. */
    public static final Metric INFO =
            Metric.gauge(
                    "kubevirt_info",
                    "1; the labels are the version of KubeVirt EE and of Java.",
                    "kubeversion",
                    "javaversion");

    /** Of every program. */
    public static final List<Metric> OF_ALL =
            List.of(INFO, REST_REQUESTS, REST_REQUESTS_PLAIN, REST_LATENCY);

    /** Of the programs that have loops. */
    public static final List<Metric> OF_LOOPS =
            List.of(
                    QUEUE_DEPTH,
                    QUEUE_ADDS,
                    QUEUE_DURATION,
                    WORK_DURATION,
                    RETRIES,
                    UNFINISHED_WORK,
                    LONGEST_RUNNING);

    private RuntimeMetrics() {}

    /** Publishes what is built. */
    public static void publishInfo(Meters meters) {
        meters.gauge(INFO, () -> 1, "v" + version(), System.getProperty("java.version"));
    }

    /** The version that the build wrote down, such as 1.2.3. */
    public static String version() {
        Properties build = new Properties();
        try (InputStream in = RuntimeMetrics.class.getResourceAsStream("version.properties")) {
            build.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("this build does not say its version", unreadable);
        }
        return build.getProperty("version");
    }

    private static List<Duration> millis(long... bounds) {
        return LongStream.of(bounds).mapToObj(Duration::ofMillis).toList();
    }
}
