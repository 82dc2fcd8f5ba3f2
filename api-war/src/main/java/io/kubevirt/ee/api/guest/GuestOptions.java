package io.kubevirt.ee.api.guest;

import java.util.List;

/**
 * Body of a pause or unpause request.
 *
 * @param dryRun {@code All} or absent
 */
record GuestOptions(List<String> dryRun) {
    /** What an empty body means. */
    static final GuestOptions DEFAULT = new GuestOptions(null);
}
