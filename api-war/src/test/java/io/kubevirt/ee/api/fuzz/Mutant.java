package io.kubevirt.ee.api.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One changed manifest, told by its seed and number.
 *
 * @param mild the changes of the first kind, which come first
 * @param wild the changes of the other
 */
public record Mutant(
        long seed, int number, JsonObject base, Schema schema, List<Step> mild, List<Step> wild) {
    /** A change, which picks its place by a seed of its own: it can be done without the others. */
    record Step(int what, long seed) {}

    /** The manifest. */
    public JsonObject manifest() {
        JsonObject manifest = base.deepCopy();
        for (Step step : mild) {
            Mild.values()[step.what()].apply(manifest, new Random(step.seed()));
        }
        for (Step step : wild) {
            Wild.values()[step.what()].apply(manifest, schema, new Random(step.seed()));
        }
        return manifest;
    }

    /** Tells whether the manifest is one that users mean, and right. */
    public boolean isMild() {
        return wild.isEmpty();
    }

    /** The resource of its kind: {@code virtualmachines}. */
    public String resource() {
        return base.get("kind").getAsString().toLowerCase(Locale.ROOT) + "s";
    }

    /** Tells whether it is a change of a VirtualMachine. */
    public boolean isMachine() {
        return base.get("kind").getAsString().equals("VirtualMachine");
    }

    /** Tells whether it is a change of an instance, the only kind that gets defaults. */
    public boolean isInstance() {
        return base.get("kind").getAsString().equals("VirtualMachineInstance");
    }

    /** Tells whether a value is none: a default may take its place. */
    public static boolean asksForNothing(JsonElement valueOrNull) {
        return switch (valueOrNull) {
            case null -> true;
            case JsonObject fields -> fields.isEmpty();
            case JsonArray list -> list.isEmpty();
            case JsonPrimitive text -> Set.of("", "0", "false").contains(text.getAsString());
            default -> valueOrNull.isJsonNull();
        };
    }

    /** The same with as few of its changes as it takes to fail. */
    public Mutant shrunk(Predicate<Mutant> fails) {
        for (Mutant smaller : smaller()) {
            if (fails.test(smaller)) {
                return smaller.shrunk(fails);
            }
        }
        return this;
    }

    private List<Mutant> smaller() {
        List<Mutant> smaller = new ArrayList<>();
        for (int i = 0; i < mild.size(); i++) {
            smaller.add(new Mutant(seed, number, base, schema, without(mild, i), wild));
        }
        for (int i = 0; i < wild.size(); i++) {
            smaller.add(new Mutant(seed, number, base, schema, mild, without(wild, i)));
        }
        return smaller;
    }

    private static List<Step> without(List<Step> steps, int index) {
        List<Step> rest = new ArrayList<>(steps);
        rest.remove(index);
        return rest;
    }

    /** What to run again, what was changed, and the manifest. */
    @Override
    public String toString() {
        String changes =
                mild.stream().map(step -> Mild.values()[step.what()].name()).toList()
                        + " "
                        + wild.stream().map(step -> Wild.values()[step.what()].name()).toList();
        String json = manifest().toString();
        return "-Dfuzz.seed=%d, manifest %d, changes %s: %s"
                .formatted(
                        seed,
                        number,
                        changes,
                        json.length() > 4000 ? json.substring(0, 4000) + " …" : json);
    }
}
