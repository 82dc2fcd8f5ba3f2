package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kubevirt.ee.api.fuzz.Mutant;
import io.kubevirt.ee.api.fuzz.Mutants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Manifests that are changed at random go through a real API server and its webhooks: all of the
 * ten thousand (-Dfuzz.manifests=500 takes fewer).
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ManifestFuzzIT {
    private static final int CLIENTS = 4;

    /** One in so many that are let in is stored for real. */
    private static final int STORED = 20;

    private static final String NAMESPACE = "fuzz";
    private static final String ROOT = "/apis/kubevirt.io/v1/namespaces/" + NAMESPACE + "/";
    private static final String TRIED = "?fieldValidation=Strict&dryRun=All";
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);
    private static final int CREATED = 201;
    private static final Map.Entry<String, JsonElement> NO_NAME =
            Map.entry("name", new JsonPrimitive(""));

    private record Wrong(Mutant mutant, String what) {}

    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    @Test
    void manifestsAreLetInUnchangedOrRefusedAndNoneIsAFailureOfTheServer() throws Exception {
        Http cluster = Stage.current().administrator();
        Guests.require(
                cluster.post("/api/v1/namespaces", Manifests.one("{metadata: {name: fuzz}}")),
                CREATED);
        Mutants mutants =
                new Mutants(Path.of(System.getProperty("root.dir")).resolve("kubernetes"));
        AtomicInteger next = new AtomicInteger();
        Callable<Optional<Wrong>> client =
                () -> {
                    Http own = Stage.current().administrator();
                    for (int number = next.getAndIncrement();
                            number < Mutants.COUNT;
                            number = next.getAndIncrement()) {
                        Mutant mutant = mutants.number(number);
                        Optional<String> wrong = wrong(own, mutant);
                        if (wrong.isPresent()) {
                            return wrong.map(what -> new Wrong(mutant, what));
                        }
                    }
                    return Optional.empty();
                };
        for (Wrong failed : run(client)) {
            Mutant smallest =
                    failed.mutant().shrunk(smaller -> wrong(cluster, smaller).isPresent());
            throw new AssertionError(
                    failed.what()
                            + "\n"
                            + failed.mutant()
                            + "\nwith fewer changes: "
                            + wrong(cluster, smallest).orElse("not again")
                            + "\n"
                            + smallest);
        }
        assertThat(tried.get()).isEqualTo(Mutants.COUNT);
        assertThat(accepted.get()).isGreaterThanOrEqualTo(tried.get() * 3 / 10);
        for (String resource :
                List.of(
                        "virtualmachines",
                        "virtualmachineinstances",
                        "virtualmachineinstancereplicasets")) {
            JsonArray left = cluster.get(ROOT + resource).json().getAsJsonArray("items");
            assertThat(left).as("left by what was only tried").isEmpty();
        }
    }

    private static List<Wrong> run(Callable<Optional<Wrong>> client) throws Exception {
        List<Wrong> failed = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Optional<Wrong>>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ends.add(clients.submit(client));
            }
            for (Future<Optional<Wrong>> ended : ends) {
                ended.get().ifPresent(failed::add);
            }
        }
        return failed;
    }

    /** What is wrong with the answer on a manifest, if anything is. */
    private Optional<String> wrong(Http cluster, Mutant mutant) {
        JsonObject manifest = mutant.manifest();
        Http.Answer answer = cluster.post(ROOT + mutant.resource() + TRIED, manifest);
        tried.incrementAndGet();
        if (answer.code() != CREATED) {
            return REFUSALS.contains(answer.code()) && !answer.message().isBlank()
                    ? Optional.empty()
                    : Optional.of(answer.code() + " " + answer.body());
        }
        // kube-apiserver takes a body of another kind for one of the path's, and drops what it does
        // not know of it without a word.
        if (!Objects.equals(manifest.get("kind"), mutant.base().get("kind"))) {
            return Optional.empty();
        }
        Optional<String> changed = difference(mutant, manifest, answer.json());
        if (changed.isEmpty() && accepted.incrementAndGet() % STORED == 0) {
            return stored(cluster, mutant);
        }
        return changed;
    }

    /** A machine or a replica set is as it was written; an instance has that and its defaults. */
    private static Optional<String> difference(
            Mutant mutant, JsonObject written, JsonObject stored) {
        JsonElement mine = withoutNulls(written.get("spec"));
        JsonElement theirs = withoutNulls(stored.get("spec"));
        boolean same = mutant.isInstance() ? holds(theirs, mine) : mine.equals(theirs);
        return same ? Optional.empty() : Optional.of("written as " + mine + ", is " + theirs);
    }

    /** The same, stored for real under a name of its own. */
    private static Optional<String> stored(Http cluster, Mutant mutant) {
        JsonObject manifest = mutant.manifest();
        String name = "stored-" + mutant.number();
        manifest.getAsJsonObject("metadata").addProperty("name", name);
        String path = ROOT + mutant.resource();
        Http.Answer created = cluster.post(path, manifest);
        if (created.code() != CREATED) {
            return Optional.of("tried, but not stored: " + created.code() + " " + created.body());
        }
        Optional<String> changed =
                difference(mutant, manifest, cluster.get(path + "/" + name).json());
        cluster.mergePatch(path + "/" + name, "{\"metadata\": {\"finalizers\": null}}");
        cluster.delete(path + "/" + name);
        return changed;
    }

    /** Whether all of one value is in another. */
    private static boolean holds(JsonElement whole, JsonElement part) {
        return switch (part) {
            case JsonObject fields ->
                    whole instanceof JsonObject other
                            && fields.keySet().stream()
                                    .allMatch(
                                            name ->
                                                    other.has(name)
                                                            && holds(
                                                                    other.get(name),
                                                                    fields.get(name)));
            case JsonArray list -> {
                boolean all = whole instanceof JsonArray other && other.size() >= list.size();
                for (int i = 0; all && i < list.size(); i++) {
                    all = holds(whole.getAsJsonArray().get(i), list.get(i));
                }
                yield all;
            }
            default -> part.equals(whole) || Mutant.asksForNothing(part);
        };
    }

    /**
     * The API server drops fields that are null, but where a schema preserves what it is given; and
     * KubeVirt's schemas give a reference without a name an empty one.
     */
    private static JsonElement withoutNulls(JsonElement value) {
        return switch (value) {
            case JsonObject fields -> {
                JsonObject copy = new JsonObject();
                fields.entrySet().stream()
                        .filter(field -> !field.getValue().isJsonNull())
                        .filter(field -> !field.equals(NO_NAME))
                        .forEach(field -> copy.add(field.getKey(), withoutNulls(field.getValue())));
                yield copy;
            }
            case JsonArray list -> {
                JsonArray copy = new JsonArray();
                list.forEach(item -> copy.add(withoutNulls(item)));
                yield copy;
            }
            case JsonPrimitive primitive -> primitive;
            case null, default -> value;
        };
    }
}
