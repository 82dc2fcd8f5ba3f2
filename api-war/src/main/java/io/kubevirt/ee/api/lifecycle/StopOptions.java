package io.kubevirt.ee.api.lifecycle;

import java.util.List;

/**
 * Body of a stop request.
 *
 * @param dryRun {@code All} or absent
 * @param gracePeriod seconds the guest may take to shut down; absent: as its spec says
 */
public record StopOptions(List<String> dryRun, Long gracePeriod) {
    /** What an empty body means. */
    public static final StopOptions DEFAULT = new StopOptions(null, null);
}
