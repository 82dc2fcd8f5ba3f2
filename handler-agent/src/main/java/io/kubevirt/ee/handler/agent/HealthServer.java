package io.kubevirt.ee.handler.agent;

import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** MicroProfile Health over HTTP: /health/live, /health/ready, /health/started, /health. */
@Singleton
public class HealthServer {

    private static final int MOST_THREADS = 8;
    private static final int FEWEST_THREADS = 2;

    private final Server server;

    /** Listens where the configuration says, once started. */
    @Inject
    public HealthServer(HandlerConfig config, SmallRyeHealthReporter reporter) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        threads.setName("health");
        threads.setDaemon(true);
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(config.healthHost());
        connector.setPort(config.healthPort());
        server.addConnector(connector);
        server.setHandler(new Checks(reporter));
    }

    /**
     * Starts listening.
     *
     * @throws Exception the port is taken
     */
    public void start() throws Exception {
        server.start();
    }

    /** Stops listening. */
    public void stop() throws Exception {
        server.stop();
    }

    private static final class Checks extends Handler.Abstract {

        private final SmallRyeHealthReporter reporter;

        Checks(SmallRyeHealthReporter reporter) {
            this.reporter = reporter;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return switch (Request.getPathInContext(request)) {
                case "/health" -> answer(reporter.getHealth(), response, callback);
                case "/health/live" -> answer(reporter.getLiveness(), response, callback);
                case "/health/ready" -> answer(reporter.getReadiness(), response, callback);
                case "/health/started" -> answer(reporter.getStartup(), response, callback);
                default -> false;
            };
        }

        private static boolean answer(SmallRyeHealth health, Response response, Callback callback) {
            response.setStatus(
                    health.isDown() ? HttpStatus.SERVICE_UNAVAILABLE_503 : HttpStatus.OK_200);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            Content.Sink.write(response, true, health.getPayload().toString(), callback);
            return true;
        }
    }
}
