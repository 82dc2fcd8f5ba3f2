package io.kubevirt.ee.runtime.kube;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How a cache is, at one moment.
 *
 * @param filled whether it holds what its first list held
 * @param objects how many it holds
 * @param liveSince since when its watch has heard of the API server without trouble
 * @param lastHeard when it last heard of it: an event, a bookmark or a list
 * @param trouble what went wrong since, in words
 */
public record CacheReport(
        boolean filled,
        int objects,
        Optional<Instant> liveSince,
        Optional<Instant> lastHeard,
        Optional<String> trouble) {

    /** One line for health checks, such as "12 objects, live since …, last heard …". */
    public String inWords() {
        String content = filled ? objects + " objects" : "not filled yet";
        String since =
                liveSince.map(at -> ", live since " + seconds(at)).orElse(", its watch is down");
        String heard =
                lastHeard.map(at -> ", last heard " + seconds(at)).orElse(", never heard anything");
        return content + since + heard + trouble.map(what -> ": " + what).orElse("");
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
