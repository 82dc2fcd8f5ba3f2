package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The TPM of one guest: swtpm, which ends when its qemu does. What it keeps is in a directory of
 * the guest's uid: nothing else is made there, and all of it is as old as the guest, unless the
 * machine keeps it in a claim.
 */
final class TpmEmulator {

    private final GuestHelpers helpers;

    TpmEmulator(GuestHelpers helpers) {
        this.helpers = helpers;
    }

    /**
     * Starts it unless it runs; when this returns, qemu can connect to it.
     *
     * @param state where it keeps what it holds
     */
    void ensure(GuestDirectory guest, PinnedProcess launcher, Path state) throws IOException {
        if (helpers.runs(guest, control(guest))) {
            return;
        }
        guest.makeOwn(guest.tpm());
        List<String> command = helpers.joining(launcher);
        command.addAll(GuestUser.unprivileged(guest.uid()));
        command.addAll(
                List.of(
                        "swtpm",
                        "socket",
                        "--tpm2",
                        "--tpmstate",
                        "dir=%s,mode=0600".formatted(state),
                        "--ctrl",
                        control(guest),
                        "--terminate",
                        "--daemon"));
        Command.run(command);
    }

    /** Ends what runs of it. */
    void end(GuestDirectory guest) throws IOException {
        helpers.end(guest, control(guest));
    }

    private static String control(GuestDirectory guest) {
        return "type=unixio,path=%s,mode=0600".formatted(guest.tpmSocket());
    }
}
