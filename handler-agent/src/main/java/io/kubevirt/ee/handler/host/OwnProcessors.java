package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.CpuPins;
import io.kubevirt.ee.model.guest.DedicatedCpus;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the threads of a qemu the processors of its pod. Not libvirtd: it is outside the pod, where
 * those processors cannot be had, and a move into another cpuset may undo what it said.
 */
final class OwnProcessors {

    /** How qemu names the thread of a processor of its guest. */
    private static final Pattern VCPU = Pattern.compile("CPU (\\d{1,9})/.*");

    private OwnProcessors() {}

    /** Refuses a guest for which its pod has too few. */
    static void require(GuestNeeds needs, PinnedProcess launcher) throws IOException, GuestRefused {
        pins(needs, launcher);
    }

    /** Pins the threads of a qemu that is in its launcher's cgroups. */
    static void pin(GuestNeeds needs, long qemuPid, PinnedProcess launcher)
            throws IOException, GuestRefused {
        Optional<CpuPins> pins = pins(needs, launcher);
        if (pins.isPresent() && !pinned(pins.get(), qemuPid)) {
            // All first: what a thread starts from now on is where it is itself.
            Command.run(
                    List.of(
                            "taskset",
                            "--all-tasks",
                            "--cpu-list",
                            "--pid",
                            Processors.list(pins.get().emulator()),
                            Long.toString(qemuPid)));
            try (DirectoryStream<Path> threads = threads(qemuPid)) {
                for (Path thread : threads) {
                    pinVcpu(pins.get(), thread);
                }
            }
        }
    }

    /** Whether the guest's processors and the rest of qemu are where they belong. */
    static boolean pinned(GuestNeeds needs, long qemuPid, PinnedProcess launcher)
            throws IOException {
        try {
            Optional<CpuPins> pins = pins(needs, launcher);
            return pins.isEmpty() || pinned(pins.get(), qemuPid);
        } catch (GuestRefused tooFew) {
            return false;
        }
    }

    private static boolean pinned(CpuPins pins, long qemuPid) throws IOException {
        try (DirectoryStream<Path> threads = threads(qemuPid)) {
            for (Path thread : threads) {
                if (!isPinned(pins, thread, qemuPid)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Of the others it goes by the first: they are where the thread was that started them. */
    private static boolean isPinned(CpuPins pins, Path thread, long qemuPid) throws IOException {
        Optional<Integer> own = own(pins, thread);
        if (own.isEmpty() && !thread.endsWith(Long.toString(qemuPid))) {
            return true;
        }
        Set<Integer> wanted = own.isPresent() ? Set.of(own.get()) : pins.emulator();
        return Processors.allowed(thread.resolve("status")).equals(wanted);
    }

    private static void pinVcpu(CpuPins pins, Path thread) throws IOException {
        Optional<Integer> own = own(pins, thread);
        if (own.isPresent()) {
            Command.run(
                    List.of(
                            "taskset",
                            "--cpu-list",
                            "--pid",
                            own.get().toString(),
                            thread.getFileName().toString()));
        }
    }

    /** The processor of a thread that is one of the guest's; none of one that has ended. */
    private static Optional<Integer> own(CpuPins pins, Path thread) throws IOException {
        String name;
        try {
            name = Files.readString(thread.resolve("comm")).strip();
        } catch (IOException unread) {
            if (Files.exists(thread)) {
                throw unread;
            }
            return Optional.empty();
        }
        return Optional.of(VCPU.matcher(name))
                .filter(Matcher::matches)
                .map(vcpu -> Integer.parseInt(vcpu.group(1)))
                .filter(vcpu -> vcpu < pins.vcpus().size())
                .map(pins.vcpus()::get);
    }

    private static DirectoryStream<Path> threads(long pid) throws IOException {
        return Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"));
    }

    private static Optional<CpuPins> pins(GuestNeeds needs, PinnedProcess launcher)
            throws IOException, GuestRefused {
        if (needs.cpus().isEmpty()) {
            return Optional.empty();
        }
        DedicatedCpus wanted = needs.cpus().get();
        List<List<Integer>> cores = Processors.cores(launcher);
        Optional<CpuPins> pins = wanted.pins(cores);
        if (pins.isEmpty()) {
            throw new GuestRefused(
                    GuestRefused.Kind.NEVER,
                    "dedicatedCpuPlacement: the guest needs %d processors, its pod has %d"
                            .formatted(wanted.count(), cores.stream().mapToInt(List::size).sum()));
        }
        return pins;
    }
}
