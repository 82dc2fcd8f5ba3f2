package io.kubevirt.ee.api.lifecycle;

import java.util.List;

/**
 * Body of a restart request.
 *
 * @param dryRun {@code All} or absent
 * @param gracePeriodSeconds 0 to restart by force; absent: as the guest's spec says
 */
public record RestartOptions(List<String> dryRun, Long gracePeriodSeconds) {
    /** What an empty body means. */
    public static final RestartOptions DEFAULT = new RestartOptions(null, null);
}
