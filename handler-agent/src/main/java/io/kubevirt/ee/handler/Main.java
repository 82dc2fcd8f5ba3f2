package io.kubevirt.ee.handler;

import io.kubevirt.ee.handler.agent.Program;

/** Starts the agent. */
public final class Main {

    private Main() {}

    /** Runs until SIGTERM; takes no arguments, see docs/configuration.md. */
    public static void main(String[] arguments) {
        System.exit(Program.run());
    }
}
