package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.libvirt.LibvirtNative.StateAndReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleEventTest {

    private static final int RUNNING = 1;
    private static final int PAUSED = 3;
    private static final int SHUTDOWN = 4;
    private static final int SHUTOFF = 5;
    private static final int CRASHED = 6;
    private static final int PMSUSPENDED = 7;

    @Test
    void everyEventHasItsRowInTheDocument() throws IOException {
        String rows =
                Arrays.stream(LifecycleEvent.values())
                        .map(event -> "| %s | %s |\n".formatted(event, after(event)))
                        .collect(Collectors.joining());

        assertThat(rows).isEqualTo(MarkedTable.in("why-stopped.md", "events", rows));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, DEFINED_ADDED",
        "5, 2, STOPPED_CRASHED",
        "6, 2, SHUTDOWN_HOST",
        "8, 1, CRASHED_CRASHLOADED",
        "5, 99, 'event 5, detail 99'",
        "9, 0, 'event 9, detail 0'",
    })
    void numbersHaveNames(int type, int detail, String name) {
        assertThat(LifecycleEvent.named(type, detail)).isEqualTo(name);
    }

    /** What virDomainGetState says after the event, as libvirt's qemu driver sets it. */
    private static String after(LifecycleEvent event) {
        return switch (event) {
            case DEFINED_ADDED, DEFINED_UPDATED, DEFINED_RENAMED, DEFINED_FROM_SNAPSHOT ->
                    "as before: its definition changed";
            case UNDEFINED_REMOVED, UNDEFINED_RENAMED ->
                    "without a definition; one that runs is gone when it ends";
            case STARTED_BOOTED -> seen(PAUSED, 11) + ", then " + seen(RUNNING, 1);
            case STARTED_MIGRATED -> seen(RUNNING, 2);
            case STARTED_RESTORED -> seen(RUNNING, 3);
            case STARTED_FROM_SNAPSHOT -> seen(RUNNING, 4);
            case STARTED_WAKEUP -> seen(RUNNING, 8);
            case STARTED_RECOVERED -> seen(RUNNING, 10);
            case SUSPENDED_PAUSED -> seen(PAUSED, 1);
            case SUSPENDED_MIGRATED -> seen(PAUSED, 2);
            case SUSPENDED_IOERROR -> seen(PAUSED, 5);
            case SUSPENDED_WATCHDOG -> seen(PAUSED, 6);
            case SUSPENDED_RESTORED -> seen(PAUSED, 1);
            case SUSPENDED_FROM_SNAPSHOT -> seen(PAUSED, 7);
            case SUSPENDED_API_ERROR -> seen(PAUSED, 14);
            case SUSPENDED_POSTCOPY -> seen(PAUSED, 12);
            case SUSPENDED_POSTCOPY_FAILED -> seen(PAUSED, 13);
            case SUSPENDED_GUEST_SHUTDOWN -> seen(PAUSED, 8);
            case RESUMED_UNPAUSED -> seen(RUNNING, 5);
            case RESUMED_MIGRATED -> seen(RUNNING, 2);
            case RESUMED_FROM_SNAPSHOT -> seen(RUNNING, 4);
            case RESUMED_POSTCOPY -> seen(RUNNING, 10);
            case RESUMED_POSTCOPY_FAILED -> seen(RUNNING, 11);
            case STOPPED_SHUTDOWN -> seen(SHUTOFF, 1);
            case STOPPED_DESTROYED -> seen(SHUTOFF, 2);
            case STOPPED_CRASHED -> seen(SHUTOFF, 3);
            case STOPPED_MIGRATED -> seen(SHUTOFF, 4);
            case STOPPED_SAVED -> seen(SHUTOFF, 5);
            case STOPPED_FAILED -> seen(SHUTOFF, 6) + ", or " + seen(SHUTOFF, 8);
            case STOPPED_FROM_SNAPSHOT -> seen(SHUTOFF, 7);
            case STOPPED_RECOVERED -> seen(SHUTOFF, 4);
            case SHUTDOWN_FINISHED, SHUTDOWN_GUEST, SHUTDOWN_HOST -> seen(SHUTDOWN, 0);
            case PMSUSPENDED_MEMORY, PMSUSPENDED_DISK -> seen(PMSUSPENDED, 0);
            // on_crash of a domain with a panic device is "preserve": it is kept.
            case CRASHED_PANICKED -> seen(CRASHED, 1);
            case CRASHED_CRASHLOADED -> "as before: the guest's kernel runs its crash kernel";
        };
    }

    private static String seen(int state, int reason) {
        return DomainStates.of(new StateAndReason(state, reason))
                .toString()
                .replace("[]", "")
                .replaceAll("\\[cause=(.*)]", " `$1`");
    }
}
