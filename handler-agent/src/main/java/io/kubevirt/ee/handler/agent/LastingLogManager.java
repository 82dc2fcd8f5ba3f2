package io.kubevirt.ee.handler.agent;

import java.util.logging.LogManager;

/**
 * Keeps the handlers while the process shuts down: the usual one drops them in a hook of its own,
 * and with them what is said about the stop. Named by {@code java.util.logging.manager}.
 */
public final class LastingLogManager extends LogManager {

    @Override
    public void reset() {
        // The hook's call; Logs sets up the only handler there is.
    }
}
