package io.kubevirt.ee.api.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether the server is about to end, and callers are to turn to another replica: the pod's preStop
 * hook makes a file. A file, since no caller from outside can make one.
 */
@ApplicationScoped
public class Drain {
    @Inject
    @ConfigProperty(name = "kubevirt.api.drain-file", defaultValue = "/tmp/draining")
    Path file;

    /** A container that is started again in its pod finds the file of its former life. */
    void forget(@Observes @Initialized(ApplicationScoped.class) Object started) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Whether callers are to turn to another replica. */
    public boolean began() {
        return Files.exists(file);
    }
}
