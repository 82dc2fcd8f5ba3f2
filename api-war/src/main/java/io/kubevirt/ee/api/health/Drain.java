package io.kubevirt.ee.api.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether the server is about to end, and callers are to turn to another replica: the pod's preStop
 * hook makes a file. A file, since no caller from outside can make one. The image's start script
 * removes that of a former life.
 */
@ApplicationScoped
public class Drain {
    @Inject
    @ConfigProperty(name = "kubevirt.api.drain-file", defaultValue = "/tmp/draining")
    Path file;

    /** Whether callers are to turn to another replica. */
    public boolean began() {
        return Files.exists(file);
    }
}
