package io.kubevirt.ee.handler.port;

/**
 * A living launcher: process 1 of the container {@code compute} of a launcher pod.
 *
 * @param podUid uid of the pod
 * @param vmiUid uid of the VMI, as the launcher's command line says
 * @param pid process id as the node sees it
 * @param startTicks start time of the process in clock ticks since boot: with the pid it names one
 *     process for good, even when the pid is used again
 */
public record LauncherRef(String podUid, String vmiUid, long pid, long startTicks) {}
