package io.kubevirt.ee.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What happened in a simulation, newest last; only the end is kept, since failures are near it. */
public final class Trace {
    private static final int KEPT = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private int step;

    /** A new step begins. */
    public void step() {
        step++;
    }

    /** Which step it is. */
    public int steps() {
        return step;
    }

    /** Adds a line under the current step. */
    public void say(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast("%5d  %s".formatted(step, line));
    }

    /** Adds a line that is only made where it is wanted. */
    public void say(Supplier<String> line) {
        say(line.get());
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
