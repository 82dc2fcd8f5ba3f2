package io.kubevirt.ee.handler.host;

import java.util.List;

/** Command prefixes (setpriv(1)) that run a tool as a guest's uid. */
final class GuestUser {

    private GuestUser() {}

    /** With no capability at all. */
    static List<String> unprivileged(int uid) {
        return List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + HostSettings.GUEST_GID,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all",
                "--bounding-set=-all");
    }

    /** With what a DHCP server of one network namespace needs, and nothing else. */
    static List<String> dhcpServer(int uid) {
        String only = "-all,+net_admin,+net_raw,+net_bind_service";
        return List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + HostSettings.GUEST_GID,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=" + only,
                "--ambient-caps=" + only,
                "--bounding-set=" + only);
    }
}
