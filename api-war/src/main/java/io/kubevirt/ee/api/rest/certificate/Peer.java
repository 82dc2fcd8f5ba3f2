package io.kubevirt.ee.api.rest.certificate;

import java.util.List;

/** What a connection says of who calls. */
public sealed interface Peer {
    /** Certificates are not asked for: an administrator has not chosen so. */
    record NotAsked() implements Peer {}

    /** No certificate was shown. */
    record Nobody() implements Peer {}

    /**
     * A certificate was shown that names nobody here.
     *
     * @param why for the caller
     */
    record Unusable(String why) implements Peer {}

    /**
     * A user of the cluster.
     *
     * @param name printable ASCII, and so are the groups: what a header carries unchanged
     */
    record User(String name, List<String> groups) implements Peer {
        public User {
            groups = List.copyOf(groups);
        }
    }
}
