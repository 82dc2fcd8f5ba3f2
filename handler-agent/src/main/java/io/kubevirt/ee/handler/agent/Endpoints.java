package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.host.HostSettings;
import io.kubevirt.ee.handler.host.NodeGuestSockets;
import io.kubevirt.ee.handler.metrics.HandlerFigures;
import io.kubevirt.ee.handler.stream.AgentServer;
import io.kubevirt.ee.handler.stream.AgentServerSettings;
import io.kubevirt.ee.handler.stream.HttpAnswer;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where the agent is asked: MicroProfile Health for the kubelet (/health/live, /health/ready,
 * /health/started, /health), streams of guests for virt-api, and /metrics for Prometheus.
 */
@Singleton
public class Endpoints {

    private static final int UP = 200;
    private static final int DOWN = 503;

    private final AgentServer server;

    /**
     * Listens where the configuration says, once started.
     *
     * @throws IOException when the certificates cannot be read
     */
    @Inject
    public Endpoints(HandlerConfig config, Agent agent, SmallRyeHealthReporter reporter)
            throws IOException {
        server =
                new AgentServer(
                        new AgentServerSettings(
                                config.streamPort(),
                                config.healthHost(),
                                config.healthPort(),
                                config.metricsPort(),
                                config.certificates(),
                                AgentServerSettings.PEER,
                                AgentServerSettings.PING_EVERY,
                                AgentServerSettings.SEND_DEADLINE),
                        new StreamedVmis(agent.cluster().store()),
                        new NodeGuestSockets(
                                HostSettings.defaults(), agent.hypervisor()::openGraphics),
                        agent.operations(),
                        checks(reporter),
                        Map.of("/metrics", () -> metrics(agent.figures())),
                        Clock.systemUTC());
    }

    /**
     * Starts listening.
     *
     * @throws IOException a port is taken
     */
    public void start() throws IOException {
        server.start();
    }

    /** Stops listening; ends the streams. */
    public void stop() {
        server.close();
    }

    private static Map<String, Supplier<HttpAnswer>> checks(SmallRyeHealthReporter reporter) {
        return Map.of(
                "/health", () -> answer(reporter.getHealth()),
                "/health/live", () -> answer(reporter.getLiveness()),
                "/health/ready", () -> answer(reporter.getReadiness()),
                "/health/started", () -> answer(reporter.getStartup()));
    }

    private static HttpAnswer metrics(HandlerFigures figures) {
        return new HttpAnswer(UP, HandlerFigures.contentType(), figures.text());
    }

    private static HttpAnswer answer(SmallRyeHealth health) {
        return new HttpAnswer(
                health.isDown() ? DOWN : UP, "application/json", health.getPayload().toString());
    }
}
