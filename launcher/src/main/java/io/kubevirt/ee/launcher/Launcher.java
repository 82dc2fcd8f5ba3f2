package io.kubevirt.ee.launcher;

import io.kubevirt.ee.launcher.LauncherDecider.Situation;
import java.io.IOException;
import java.time.Duration;

/**
 * The program. SIGTERM leaves a file for the agent; the agent's word that the guest ended, or
 * nothing but the kubelet's SIGKILL, ends the wait that follows.
 */
public final class Launcher {

    /** A notification of the file system may get lost; no guest waits longer than this for it. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private Launcher() {}

    /** Runs until the guest is gone. */
    public static void main(String... args) {
        Runtime.getRuntime().halt(run(args));
    }

    private static int run(String... args) {
        // A property, for reading the environment sets SIGCHLD back, which the image's entry point
        // has ignored so that
        // the kernel reaps what `kubectl exec` leaves to process 1.
        Log log = Log.toStandardOutput(System.getProperty("kubevirt.launcher.log-format"));
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            log.error(e.getMessage() + "; " + Arguments.USAGE);
            return USAGE;
        }
        String guest = arguments.vmiNamespace() + "/" + arguments.vmiName();
        try (LauncherDirectory directory = LauncherDirectory.open(arguments.directory())) {
            stopOnSignal(directory, log, guest);
            log.info("placeholder of guest " + guest + " stands");
            stay(directory, log, guest);
            return SUCCESS;
        } catch (IOException e) {
            log.error("cannot use " + arguments.directory() + ": " + e);
            return FAILURE;
        } catch (InterruptedException e) {
            log.error("interrupted: " + e);
            return FAILURE;
        }
    }

    private static void stay(LauncherDirectory directory, Log log, String guest)
            throws IOException, InterruptedException {
        Situation last = Situation.GUEST_WANTED;
        while (true) {
            Situation now =
                    LauncherDecider.situation(directory.stopRequested(), directory.guestEnd());
            if (now != last) {
                log.info(text(now) + " " + guest);
                last = now;
            }
            if (LauncherDecider.ends(now)) {
                return;
            }
            directory.awaitChange(LOOK_AGAIN);
        }
    }

    private static String text(Situation situation) {
        return switch (situation) {
            case GUEST_WANTED -> "waiting for guest";
            case GUEST_STOPPING -> "stop requested, waiting for the end of guest";
            case GUEST_ENDED_CLEANLY -> "leaving after the clean end of guest";
            case GUEST_CRASHED -> "staying for whoever looks after crashed guest";
            case GUEST_ENDED_AND_STOP_REQUESTED -> "leaving as asked after the end of guest";
        };
    }

    /**
     * A JVM that got SIGTERM runs its hooks while its other threads go on. So the hook leaves the
     * request where the loop and the agent see it and then stays: the loop alone decides when to
     * halt.
     */
    private static void stopOnSignal(LauncherDirectory directory, Log log, String guest) {
        Thread loop = Thread.currentThread();
        Runnable hook =
                () -> {
                    try {
                        directory.requestStop();
                        loop.join();
                    } catch (IOException e) {
                        log.error("cannot ask for the stop of guest " + guest + ": " + e);
                        Runtime.getRuntime().halt(FAILURE);
                    } catch (InterruptedException _) {
                        Runtime.getRuntime().halt(FAILURE);
                    }
                };
        Runtime.getRuntime().addShutdownHook(new Thread(hook, "stop"));
    }
}
