package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The DHCP server of one guest: dnsmasq in the pod's network namespace and in the launcher's
 * cgroups, as the guest's uid. It outlives the agent and its container, and ends with the pod.
 */
final class DhcpServer {

    private final GuestHelpers helpers;

    DhcpServer(GuestHelpers helpers) {
        this.helpers = helpers;
    }

    /** Starts the server unless it runs; when this returns, it listens. */
    void ensure(
            GuestDirectory guest,
            NicNeed nic,
            Lease lease,
            int mtuBytes,
            PinnedProcess launcher,
            PodNetwork pod)
            throws IOException {
        if (pod.servesDhcp()) {
            return;
        }
        end(guest);
        String text = DhcpConfiguration.text(nic, lease, mtuBytes, PodResolver.of(launcher));
        Path unfinished =
                guest.emptyFile(
                        guest.path().resolve(guest.dhcpConfiguration().getFileName() + ".new"));
        Files.writeString(unfinished, text);
        Files.move(unfinished, guest.dhcpConfiguration(), StandardCopyOption.ATOMIC_MOVE);
        Command.run(command(guest, launcher, pod));
    }

    /** Ends what runs of it. */
    void end(GuestDirectory guest) throws IOException {
        helpers.end(guest, configurationOption(guest));
    }

    private List<String> command(GuestDirectory guest, PinnedProcess launcher, PodNetwork pod)
            throws IOException {
        List<String> command = helpers.joining(launcher);
        command.addAll(pod.enter());
        command.addAll(GuestUser.dhcpServer(guest.uid()));
        command.addAll(List.of("dnsmasq", configurationOption(guest)));
        return command;
    }

    private static String configurationOption(GuestDirectory guest) {
        return "--conf-file=" + guest.dhcpConfiguration();
    }
}
