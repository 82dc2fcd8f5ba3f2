package io.kubevirt.ee.model.agent;

import java.util.Optional;

/**
 * How a program in a guest ended.
 *
 * @param exitCode of one that ended by itself
 * @param signal that ended it
 */
public record ProgramEnd(Optional<Integer> exitCode, Optional<Integer> signal) {

    /** Whether all went well. */
    public boolean good() {
        return exitCode.filter(code -> code == 0).isPresent();
    }

    /** For the guest's user. */
    public String inWords() {
        return exitCode.map(code -> "ended with exit code " + code)
                .or(() -> signal.map(number -> "was ended by signal " + number))
                .orElse("ended, and the guest does not say how");
    }
}
