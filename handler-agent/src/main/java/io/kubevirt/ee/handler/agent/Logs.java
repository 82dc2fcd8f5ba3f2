package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.agent.HandlerConfig.LogFormat;
import java.io.Console;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** The process's log: everything that logs ends in java.util.logging. */
final class Logs {

    private static final String TEXT = "%1$tF %1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n";
    // Libraries that tell each request at INFO.
    // Held here: java.util.logging forgets levels of loggers that nobody holds.
    private static final List<Logger> QUIET =
            Stream.of("org.eclipse.jetty", "org.jboss.weld", "io.kubernetes.client.informer")
                    .map(Logger::getLogger)
                    .toList();

    // gRPC wants connections kept alive that are sockets of files, and Netty says each time that
    // they cannot be.
    private static final Logger CONNECTIONS = Logger.getLogger("io.netty.bootstrap");

    private Logs() {}

    static void configure(LogFormat format, String level) {
        System.setProperty("java.util.logging.SimpleFormatter.format", TEXT);
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(formatter(format));
        Logger root = Logger.getLogger("");
        for (Handler usual : root.getHandlers()) {
            root.removeHandler(usual);
        }
        root.setLevel(Level.parse(level));
        root.addHandler(console);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        CONNECTIONS.setLevel(Level.SEVERE);
    }

    private static Formatter formatter(LogFormat format) {
        return switch (format) {
            case JSON -> new JsonLogFormatter();
            case TEXT -> new SimpleFormatter();
            case AUTO -> onTerminal() ? new SimpleFormatter() : new JsonLogFormatter();
        };
    }

    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
