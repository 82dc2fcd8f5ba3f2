package io.kubevirt.ee.api.lifecycle;

import java.util.List;

/**
 * Body of a start request.
 *
 * @param dryRun {@code All} or absent
 * @param paused whether the guest stays paused until it is unpaused
 */
public record StartOptions(List<String> dryRun, Boolean paused) {
    /** What an empty body means. */
    public static final StartOptions DEFAULT = new StartOptions(null, null);
}
