package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.model.guest.EndEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is remembered of guests beside their directories' devices; it outlives the agent. */
final class GuestRecords {

    private static final Logger LOG = System.getLogger(GuestRecords.class.getName());

    private final GuestDirectories directories;
    private final DomainLogs domainLogs;
    private final Cgroups cgroups;

    GuestRecords(GuestDirectories directories, DomainLogs domainLogs, Cgroups cgroups) {
        this.directories = directories;
        this.domainLogs = domainLogs;
        this.cgroups = cgroups;
    }

    /** What there is to say of why the guest ended; nothing of one that is not known. */
    EndEvidence endEvidence(String vmiUid) {
        try {
            Optional<GuestDirectory> guest = directories.find(vmiUid);
            return guest.isPresent() ? endEvidence(guest.get()) : EndEvidence.NONE;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private EndEvidence endEvidence(GuestDirectory guest) throws IOException {
        Optional<String> killer = domainLogs.killer(guest.guest());
        boolean fenced = Files.exists(guest.fenced());
        if (!Files.exists(guest.memoryGroup())) {
            return new EndEvidence(0, OptionalLong.empty(), killer, fenced);
        }
        MemoryGroup memory = MemoryGroup.parse(Files.readString(guest.memoryGroup()));
        return new EndEvidence(memory.outOfMemoryKills(), memory.limitBytes(), killer, fenced);
    }

    /** So that it is found when the launcher, which is in it, has ended as well. */
    void rememberMemoryGroup(GuestDirectory guest, PinnedProcess launcher) throws IOException {
        Optional<Path> group = cgroups.memoryGroup(launcher);
        if (group.isPresent()) {
            Files.writeString(guest.memoryGroup(), MemoryGroup.from(group.get()).toString());
        }
    }

    /** The agent ended the guest, cut off from the cluster. */
    void fenced(String vmiUid) {
        try {
            Optional<GuestDirectory> guest = directories.find(vmiUid);
            if (guest.isPresent()) {
                Files.writeString(guest.get().fenced(), "");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** When file systems of the guest that are frozen are to be thawed; empty: they are not. */
    void rememberThaw(String vmiUid, Optional<Instant> at) {
        try {
            Optional<GuestDirectory> guest = directories.find(vmiUid);
            if (guest.isPresent()) {
                ThawTime.write(guest.get().thawAt(), at);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What {@link #rememberThaw} wrote last. */
    Optional<Instant> thawAt(String vmiUid) {
        try {
            Optional<GuestDirectory> guest = directories.find(vmiUid);
            return guest.isPresent() ? ThawTime.read(guest.get().thawAt()) : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Removes qemu's log; it goes with the guest, and what ended that stays in ours. */
    void end(GuestDirectory ended) throws IOException {
        KnownGuest guest = ended.guest();
        List<String> words = domainLogs.lastWords(guest);
        if (!words.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "{0}/{1}: qemu''s last words: {2}",
                    guest.namespace(),
                    guest.name(),
                    String.join(" | ", words));
        }
        domainLogs.remove(guest);
    }
}
