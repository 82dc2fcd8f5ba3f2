package io.kubevirt.ee.handler;

import io.kubevirt.ee.handler.agent.LastingLogManager;
import io.kubevirt.ee.handler.agent.Program;

/** Starts the agent. */
public final class Main {

    private Main() {}

    /** Runs until SIGTERM; takes no arguments, see docs/configuration.md. */
    public static void main(String[] arguments) {
        // Before anything logs.
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
        System.exit(Program.run());
    }
}
