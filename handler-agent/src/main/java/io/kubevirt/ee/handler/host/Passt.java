package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Speaks for a guest as any program of its pod does: passt, in the pod's network namespace and the
 * launcher's cgroups, as the guest's uid. It outlives the agent and its container, and ends when
 * qemu does.
 */
final class Passt {

    // Whoever is no user of the pod's namespace may bind low ports and send pings then; beside the
    // launcher, which opens none, passt is the only one there.
    private static final String LET_IT_BIND =
            """
            echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
            echo %1$d %1$d > /proc/sys/net/ipv4/ping_group_range
            """
                    .formatted(HostSettings.GUEST_GID);

    private final GuestHelpers helpers;

    Passt(GuestHelpers helpers) {
        this.helpers = helpers;
    }

    /** Starts it unless it runs; when this returns, qemu can connect to the socket. */
    Path ensure(GuestDirectory guest, NicNeed nic, PinnedProcess launcher, PodNetwork pod)
            throws IOException, GuestRefused {
        Path socket = guest.passtSocket();
        if (helpers.runs(guest, PasstOptions.socket(socket))) {
            return socket;
        }
        guest.makeOwn(guest.passt());
        Files.deleteIfExists(socket);
        pod.run(List.of("sh", "-euc", LET_IT_BIND), "");
        try {
            Command.run(command(guest, nic, launcher, pod));
        } catch (IOException failed) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "interface \"%s\": %s".formatted(nic.name(), failed.getMessage()));
        }
        return socket;
    }

    /** Whether it stands between the guest and its pod. */
    boolean serves(GuestDirectory guest, PodNetwork pod) throws IOException {
        return pod.hasSocket(guest.passtSocket());
    }

    /** Ends what runs of it. */
    void end(GuestDirectory guest) throws IOException {
        helpers.end(guest, PasstOptions.socket(guest.passtSocket()));
    }

    private List<String> command(
            GuestDirectory guest, NicNeed nic, PinnedProcess launcher, PodNetwork pod)
            throws IOException {
        List<String> command = helpers.joining(launcher);
        command.addAll(pod.enter());
        command.addAll(GuestUser.unprivileged(guest.uid()));
        command.add("passt");
        command.addAll(
                PasstOptions.of(
                        nic, PodResolver.of(launcher), guest.passtSocket(), guest.passtLog()));
        return command;
    }
}
