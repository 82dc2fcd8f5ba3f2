package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The DHCP server of one guest: dnsmasq in the pod's network namespace and in the launcher's
 * cgroups, as the guest's uid. It outlives the agent and its container, and ends with the pod.
 */
final class DhcpServer {

    private static final int RESOLVER_LIMIT_BYTES = 1 << 16;
    private static final Duration END_DEADLINE = Duration.ofSeconds(5);

    // Joins the cgroups before it becomes the server: nothing of it is ever charged to the agent,
    // and nothing of it is protected as the agent is.
    private static final String JOIN_AND_RUN =
            "echo \"$1\" > /proc/$$/oom_score_adj; shift; while [ \"$1\" != -- ]; do echo $$ > \"$1\"; shift; done; shift; exec \"$@\"";

    private final ProcessTable processes;
    private final Cgroups cgroups;

    DhcpServer(ProcessTable processes, Cgroups cgroups) {
        this.processes = processes;
        this.cgroups = cgroups;
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
        String text = DhcpConfiguration.text(nic, lease, mtuBytes, resolverOf(launcher));
        Path unfinished =
                guest.emptyFile(
                        guest.path().resolve(guest.dhcpConfiguration().getFileName() + ".new"));
        Files.writeString(unfinished, text);
        Files.move(unfinished, guest.dhcpConfiguration(), StandardCopyOption.ATOMIC_MOVE);
        Command.run(command(guest, launcher, pod));
    }

    /** Ends what runs of it. */
    void end(GuestDirectory guest) throws IOException {
        for (ProcessFacts process : processes.find(found -> serves(found, guest))) {
            // Anybody may imitate a command line, nobody the uid of this guest.
            if (processes.uid(process.pid()).filter(uid -> uid == guest.uid()).isPresent()) {
                endProcess(process.pid());
            }
        }
    }

    private List<String> command(GuestDirectory guest, PinnedProcess launcher, PodNetwork pod)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-euc", JOIN_AND_RUN, "join"));
        command.add(OomScore.of(launcher));
        cgroups.processFiles(Cgroups.membership(launcher)).stream()
                .map(Path::toString)
                .forEach(command::add);
        command.add("--");
        command.addAll(pod.enter());
        command.addAll(GuestUser.dhcpServer(guest.uid()));
        command.addAll(List.of("dnsmasq", configurationOption(guest)));
        return command;
    }

    private static boolean serves(ProcessFacts process, GuestDirectory guest) {
        return !process.zombie() && process.commandLine().contains(configurationOption(guest));
    }

    private static String configurationOption(GuestDirectory guest) {
        return "--conf-file=" + guest.dhcpConfiguration();
    }

    private static ResolverConfiguration resolverOf(PinnedProcess launcher) throws IOException {
        try (PodRoot root = launcher.root();
                Descriptor file = root.locate("/etc/resolv.conf")) {
            if (!file.facts().isRegular()) {
                return ResolverConfiguration.parse(List.of());
            }
            try (InputStream text = Files.newInputStream(file.path())) {
                byte[] read = text.readNBytes(RESOLVER_LIMIT_BYTES);
                return ResolverConfiguration.parse(
                        new String(read, StandardCharsets.ISO_8859_1).lines().toList());
            }
        } catch (ErrnoException noSuchFile) {
            return ResolverConfiguration.parse(List.of());
        }
    }

    private static void endProcess(long pid) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.onExit().get(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + pid + " ends", interrupted);
        } catch (ExecutionException | TimeoutException late) {
            throw new IOException("process " + pid + " does not end", late);
        }
    }
}
