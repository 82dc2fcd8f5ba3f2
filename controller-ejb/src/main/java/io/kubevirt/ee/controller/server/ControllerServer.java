package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.runtime.metrics.MicroProfileMeters;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Starts virt-controller with its server and ends it with it. All threads are the container's; the
 * loops of the client library run on them.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ControllerServer {
    private static final Logger LOG = System.getLogger(ControllerServer.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
    ManagedThreadFactory threads;

    @Inject ControllerConfig config;

    @Inject MetricRegistry metrics;

    private volatile Controller controller;

    /** Starts the watches, and stands for election. */
    @PostConstruct
    void start() {
        try {
            Controller starting = new Controller(config, new MicroProfileMeters(metrics));
            starting.start(threads);
            controller = starting;
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "virt-controller cannot reach Kubernetes: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Ends the work, gives the lease back, ends the watches. */
    @PreDestroy
    void stop() {
        Controller stopping = controller;
        controller = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.stop(PATIENCE);
        } catch (InterruptedException hurried) {
            LOG.log(Level.WARNING, "virt-controller was hurried out before its threads had ended");
            Thread.currentThread().interrupt();
        }
    }

    /** What health is asked of; empty before the start and after the end. */
    public Optional<Vitals> vitals() {
        return Optional.ofNullable(controller).map(Controller::vitals);
    }
}
