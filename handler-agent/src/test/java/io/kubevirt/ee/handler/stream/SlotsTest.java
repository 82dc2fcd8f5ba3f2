package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {

    /** Guests that take slots in turn, one that was taken is freed by -GUEST:NUMBER. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a                   | 0
                    a a a a             | 0 1 2 3
                    a a a a a           | 0 1 2 3 none
                    a a a a b a b       | 0 1 2 3 0 none 1
                    a a a a -a:2 a a    | 0 1 2 3 2 none
                    a a -a:0 a -b:0 a   | 0 1 0 2
                    """)
    void eachGuestHasFourAndTheFirstFreeOneIsTaken(String steps, String taken) {
        Slots slots = new Slots();
        StringBuilder numbers = new StringBuilder();
        for (String step : steps.split(" ")) {
            if (step.startsWith("-")) {
                String[] one = step.substring(1).split(":");
                slots.free(new Slots.Slot(one[0], GuestDevice.USB, Integer.parseInt(one[1])));
            } else {
                numbers.append(
                        slots.take(step, GuestDevice.USB)
                                .map(slot -> slot.number() + " ")
                                .orElse("none "));
            }
        }
        assertThat(numbers.toString().strip()).isEqualTo(taken);
    }
}
