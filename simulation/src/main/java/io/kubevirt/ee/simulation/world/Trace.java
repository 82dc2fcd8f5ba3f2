package io.kubevirt.ee.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What happened in a simulation, newest last. It is kept in the second run of a seed only, since
 * the first one needs it in the rarest of cases.
 */
public final class Trace {
    private static final int KEPT = Integer.getInteger("simulation.trace", 400);
    private static final int WIDTH = 600;

    private final Deque<String> lines = new ArrayDeque<>();
    private final boolean kept;
    private int step;
    private long all;
    private int sum = 1;

    /**
     * @param kept whether anything is kept at all
     */
    public Trace(boolean kept) {
        this.kept = kept;
    }

    /** A new step begins. */
    public void step() {
        step++;
    }

    /** Which step it is. */
    public int steps() {
        return step;
    }

    /** Adds a line under the current step; it is made only where it is wanted. */
    public void say(Supplier<String> line) {
        if (!kept) {
            return;
        }
        String text = line.get();
        String shown = text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text;
        sum = 31 * sum + text.hashCode();
        all++;
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast("%5d  %s".formatted(step, shown));
    }

    /** A sum over all lines, those that are not kept included. */
    public String sum() {
        return "%d lines, %08x".formatted(all, sum);
    }

    @Override
    public String toString() {
        String dropped =
                all > lines.size() ? "(%d lines before)%n".formatted(all - lines.size()) : "";
        return dropped + String.join(System.lineSeparator(), lines);
    }
}
