package io.kubevirt.ee.api.fuzz;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.kubevirt.ee.api.fuzz.Mutant.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * Changed manifests of the examples and of one that uses most fields. A seed and a number name each
 * of them for good: -Dfuzz.seed=4711 makes others.
 */
public final class Mutants {
    /** The seed that is used when none is said. */
    public static final long SEED = Long.getLong("fuzz.seed", 20260101L);

    /** How many there are. */
    public static final int COUNT = Integer.getInteger("fuzz.manifests", 10_000);

    private static final int MOST_MILD = 4;
    private static final int MOST_WILD = 3;

    private record Base(JsonObject manifest, Schema schema) {}

    private final List<Base> bases = new ArrayList<>();

    /**
     * @param kubernetes the folder of the manifests
     */
    public Mutants(Path kubernetes) throws IOException {
        try (Stream<Path> examples = Files.list(kubernetes.resolve("examples"))) {
            for (Path example : examples.sorted().toList()) {
                add(kubernetes, Files.readString(example));
            }
        }
        try (var whole = Mutants.class.getResourceAsStream("/fuzz/whole.yaml")) {
            add(kubernetes, new String(whole.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void add(Path kubernetes, String yaml) {
        for (Object document : new Yaml().loadAll(yaml)) {
            JsonObject manifest = new Gson().toJsonTree(document).getAsJsonObject();
            Path definition = definition(kubernetes, manifest.get("kind").getAsString());
            if (definition != null) {
                bases.add(new Base(manifest, Schema.of(definition)));
            }
        }
    }

    private static Path definition(Path kubernetes, String kind) {
        Path definitions = kubernetes.resolve("base/crds");
        return switch (kind) {
            case "VirtualMachine" -> definitions.resolve("virtualmachines.kubevirt.io.yaml");
            case "VirtualMachineInstance" ->
                    definitions.resolve("virtualmachineinstances.kubevirt.io.yaml");
            case "VirtualMachineInstanceReplicaSet" ->
                    definitions.resolve("virtualmachineinstancereplicasets.kubevirt.io.yaml");
            default -> null; // not reviewed by us
        };
    }

    /** The manifest of a number: every second one has changes of the mild kind alone. */
    public Mutant number(int number) {
        Random random = new Random(SEED * 1_000_003L + number);
        Base base = bases.get(random.nextInt(bases.size()));
        boolean mild = random.nextBoolean();
        return new Mutant(
                SEED,
                number,
                base.manifest(),
                base.schema(),
                steps(random, random.nextInt(MOST_MILD) + (mild ? 1 : 0), Mild.values().length),
                steps(random, mild ? 0 : 1 + random.nextInt(MOST_WILD), Wild.values().length));
    }

    private static List<Step> steps(Random random, int count, int kinds) {
        return Stream.generate(() -> new Step(random.nextInt(kinds), random.nextLong()))
                .limit(count)
                .toList();
    }
}
