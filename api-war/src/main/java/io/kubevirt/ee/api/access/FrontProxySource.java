package io.kubevirt.ee.api.access;

import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The front proxy's allowed names as they are in the mounted file now. */
@ApplicationScoped
public class FrontProxySource {
    private static final String FILE = "front-proxy-allowed-names";

    @Inject ApiConfig config;

    /**
     * Reads the names: a few bytes, and a change holds at once.
     *
     * @throws StatusException 500 when they cannot be read; without them nobody is the front proxy
     */
    public FrontProxy current() {
        Path file = config.tlsDirectory().resolve(FILE);
        try {
            return FrontProxy.ofAllowedNames(Files.readString(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new StatusException(
                    ApiStatus.internalError("the front proxy's allowed names cannot be read"), e);
        }
    }
}
