package io.kubevirt.ee.handler.agent;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.health.SmallRyeHealthReporter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The process: its configuration and log, the container, start, SIGTERM, exit status. */
public final class Program {

    private static final Logger LOG = System.getLogger(Program.class.getName());
    private static final int MISCONFIGURED = 2;
    private static final int FAILED = 1;

    // Listed, not discovered: nothing is scanned at the start.
    private static final Class<?>[] BEANS = {
        Configuration.class,
        Agent.class,
        Endpoints.class,
        LoopWorks.class,
        ApiServerHeard.class,
        LibvirtAnswers.class,
        AllStarted.class,
        SmallRyeHealthReporter.class,
        AsyncHealthCheckFactory.class
    };

    private Program() {}

    /** Runs until SIGTERM and returns the exit status. */
    public static int run() {
        try {
            HandlerConfig config = Configuration.load();
            Logs.configure(config.logFormat(), config.logLevel());
        } catch (ConfigValidationException invalid) {
            System.err.println("virt-handler: " + invalid.getMessage());
            return MISCONFIGURED;
        }
        try (WeldContainer container =
                new Weld().disableDiscovery().skipShutdownHook().beanClasses(BEANS).initialize()) {
            return run(
                    container.select(Agent.class).get(), container.select(Endpoints.class).get());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (Exception failed) {
            LOG.log(Level.ERROR, "virt-handler cannot run", failed);
            return FAILED;
        }
    }

    private static int run(Agent agent, Endpoints endpoints) throws Exception {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("stop").unstarted(() -> stop(agent, endpoints)));
        endpoints.start();
        agent.run();
        return 0;
    }

    /** In the hook of SIGTERM: the status of a process that did as it was told is 0. */
    private static void stop(Agent agent, Endpoints endpoints) {
        try {
            agent.stop();
            endpoints.stop();
            Runtime.getRuntime().halt(0);
        } catch (Exception cut) {
            LOG.log(Level.WARNING, "virt-handler did not stop in order", cut);
        }
    }
}
