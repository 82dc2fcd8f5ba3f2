package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.libvirt.LibvirtNative.StateAndReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainStatesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, Off[cause=UNKNOWN]",
        "1, 1, Running[]",
        "1, 5, Running[]",
        "2, 0, Running[]",
        "3, 0, Paused[cause=ON_REQUEST]",
        "3, 1, Paused[cause=ON_REQUEST]",
        "3, 5, Paused[cause=IO_ERROR]",
        "3, 8, ShuttingDown[]",
        "3, 2, Paused[cause=LIBVIRT_WORKS]",
        "3, 3, Paused[cause=LIBVIRT_WORKS]",
        "3, 4, Paused[cause=LIBVIRT_WORKS]",
        "3, 6, Paused[cause=WATCHDOG]",
        "3, 7, Paused[cause=LIBVIRT_WORKS]",
        "3, 9, Paused[cause=LIBVIRT_WORKS]",
        "3, 10, Paused[cause=PANICKED]",
        "3, 12, Paused[cause=LIBVIRT_WORKS]",
        "3, 13, Paused[cause=LIBVIRT_FAILED]",
        "3, 14, Paused[cause=LIBVIRT_FAILED]",
        "3, 15, Paused[cause=OTHER]",
        "3, 11, Paused[cause=ON_REQUEST]",
        "4, 1, ShuttingDown[]",
        "5, 0, Off[cause=UNKNOWN]",
        "5, 1, Off[cause=SHUTDOWN]",
        "5, 2, Off[cause=DESTROYED]",
        "5, 3, Off[cause=CRASHED]",
        "5, 4, Off[cause=MIGRATED]",
        "5, 5, Off[cause=SAVED]",
        "5, 6, Off[cause=FAILED]",
        "5, 7, Off[cause=REVERTED]",
        "5, 8, Off[cause=CRASHED]",
        "5, 9, Off[cause=OTHER]",
        "5, -1, Off[cause=OTHER]",
        "6, 0, Off[cause=CRASHED]",
        "6, 1, Off[cause=PANICKED]",
        "7, 0, Paused[cause=GUEST_SLEEPS]",
        "8, 0, Off[cause=UNKNOWN]",
    })
    void libvirtsNumbersHaveNames(int state, int reason, String name) {
        assertThat(DomainStates.of(new StateAndReason(state, reason))).hasToString(name);
    }
}
