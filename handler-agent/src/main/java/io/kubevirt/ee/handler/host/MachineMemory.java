package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.KeptState;
import io.kubevirt.ee.model.domain.KeptState.Variables;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a machine remembers from one start to the next: files in a claim of its pod, which appear in
 * the guest's directory where libvirtd and swtpm would otherwise make new ones (ADR 15).
 *
 * @param firmware folder of the variables that OVMF comes with
 */
record MachineMemory(Path firmware) {

    private static final String VARIABLES_FOLDER = "nvram";
    private static final String VARIABLES = "nvram.fd";
    private static final String UNFINISHED = VARIABLES + ".new";
    private static final String TPM_FOLDER = "swtpm";

    /** Makes it ready; what was kept stays as it is. */
    void make(GuestDirectory guest, PinnedProcess launcher, KeptState kept)
            throws IOException, GuestRefused {
        if (kept.variables().isPresent() && !MountTable.own().isMountPoint(guest.nvram())) {
            variables(guest, launcher, kept.variables().get());
        }
        if (kept.tpm() && !MountTable.own().isMountPoint(guest.tpmState())) {
            tpm(guest, launcher);
        }
    }

    private void variables(GuestDirectory guest, PinnedProcess launcher, Variables first)
            throws IOException, GuestRefused {
        try (StateFolder folder = StateFolder.open(launcher, VARIABLES_FOLDER)) {
            if (!Files.exists(folder.path(VARIABLES), LinkOption.NOFOLLOW_LINKS)) {
                copy(template(first), folder);
            }
            try (Descriptor file = folder.file(VARIABLES)) {
                StateFolder.own(file, guest, "rw-------");
                if (!Files.exists(guest.nvram())) {
                    Files.createFile(guest.nvram());
                }
                folder.mount(file, guest.nvram());
            }
        }
    }

    private Path template(Variables first) {
        return firmware.resolve(
                switch (first) {
                    case BLANK -> "OVMF_VARS_4M.fd";
                    case WITH_KEYS -> "OVMF_VARS_4M.ms.fd";
                });
    }

    /** Under another name until it is whole and on the disk: a crash leaves no half of it. */
    private static void copy(Path template, StateFolder folder) throws IOException, GuestRefused {
        Files.deleteIfExists(folder.path(UNFINISHED));
        try (Descriptor file = folder.newFile(UNFINISHED);
                FileChannel from = FileChannel.open(template, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < from.size()) {
                done += from.transferTo(done, from.size() - done, to);
            }
            to.force(true);
        }
        Files.move(folder.path(UNFINISHED), folder.path(VARIABLES), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(folder.path("."), StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void tpm(GuestDirectory guest, PinnedProcess launcher)
            throws IOException, GuestRefused {
        try (StateFolder folder = StateFolder.open(launcher, TPM_FOLDER)) {
            folder.giveTo(guest);
            if (!Files.exists(guest.tpmState())) {
                Files.createDirectory(
                        guest.tpmState(),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            folder.mount(folder.folder(), guest.tpmState());
        }
    }
}
