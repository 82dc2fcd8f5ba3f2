package io.kubevirt.ee.simulation.world;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One component's way to the API server: requests get lost, answers get lost, others act between a
 * reading and a write, and after each write the component may die.
 */
public final class Connection {
    private final Fault death;
    private final Chance chance;
    private final Trace trace;
    private final BooleanSupplier reachable;
    private final BooleanSupplier dead;
    private final Consumer<ObjectId> interlude;

    /**
     * @param death the component's own way to die
     * @param reachable whether there is a network
     * @param dead whether the component has died: then it writes no more
     * @param interlude what others do before a write to an object
     */
    public Connection(
            Fault death,
            Chance chance,
            Trace trace,
            BooleanSupplier reachable,
            BooleanSupplier dead,
            Consumer<ObjectId> interlude) {
        this.death = death;
        this.chance = chance;
        this.trace = trace;
        this.reachable = reachable;
        this.dead = dead;
        this.interlude = interlude;
    }

    /**
     * Reads.
     *
     * @throws Unreachable now and then
     */
    public <T> T read(Supplier<T> request) {
        if (!reachable.getAsBoolean() || chance.strikes(Fault.REQUEST_LOST, 200)) {
            throw new Unreachable("the API server does not answer");
        }
        return request.get();
    }

    /**
     * Writes.
     *
     * @throws Unreachable done or not
     * @throws Refusal of the API server
     * @throws ComponentCrash when the component dies here
     */
    public <T> T write(ObjectId id, Supplier<String> what, Supplier<T> request) {
        if (!reachable.getAsBoolean() || chance.strikes(Fault.REQUEST_LOST, 60)) {
            trace.say(() -> "  " + what.get() + ": does not get through");
            throw new Unreachable("the API server does not answer");
        }
        if (chance.strikes(Fault.INTERLEAVED, 10)) {
            trace.say(() -> "  (before " + what.get() + ":");
            interlude.accept(id);
            trace.say(() -> "  )");
        }
        if (dead.getAsBoolean()) {
            throw new ComponentCrash();
        }
        T answer = attempt(what, request);
        afterWrite();
        if (chance.strikes(Fault.ANSWER_LOST, 40)) {
            trace.say(() -> "  its answer is lost");
            throw new Unreachable("the answer is lost");
        }
        return answer;
    }

    private <T> T attempt(Supplier<String> what, Supplier<T> request) {
        try {
            T answer = request.get();
            trace.say(() -> "  " + what.get());
            return answer;
        } catch (Refusal refused) {
            trace.say(() -> "  " + what.get() + ": " + refused.getMessage());
            switch (refused.kind()) {
                case CONFLICT -> chance.count(Fault.CONFLICT);
                case FORBIDDEN -> chance.count(Fault.QUOTA_EXCEEDED);
                case NOT_FOUND, ALREADY_EXISTS -> {}
            }
            throw refused;
        }
    }

    /**
     * The point after each change that the component makes anywhere.
     *
     * @throws ComponentCrash when the component dies here
     */
    public void afterWrite() {
        if (chance.strikes(death, 25)) {
            throw new ComponentCrash();
        }
    }
}
