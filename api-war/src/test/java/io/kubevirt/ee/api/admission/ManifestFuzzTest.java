package io.kubevirt.ee.api.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.api.admission.AdmissionReview.Response;
import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.fuzz.Mutant;
import io.kubevirt.ee.api.fuzz.Mutants;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand manifests, changed at random by a seed, through all webhooks. What fails is shown
 * with as few changes as it takes, and what to run again.
 */
class ManifestFuzzTest {
    private static final int UNPROCESSABLE = 422;

    /** One in so many. */
    private static final int UPDATED = 5;

    private final WebhookResource webhooks = new WebhookResource();
    private final Mutants mutants;

    ManifestFuzzTest() throws IOException {
        mutants = new Mutants(Path.of("../kubernetes"));
        webhooks.cluster = new NewCluster();
        webhooks.config = new AsInstalled();
    }

    /** No folder of a node is open to hostDisks. */
    private static final class AsInstalled extends ApiConfig {
        @Override
        public List<String> hostDiskPaths() {
            return List.of();
        }
    }

    /**
     * What the webhooks say to a manifest.
     *
     * @param wrong what is wrong with that; empty when nothing is
     */
    private record Verdict(boolean accepted, String wrong) {
        boolean failed() {
            return !wrong.isEmpty();
        }
    }

    @Test
    void aNumberNamesTheSameManifestWhateverWasMadeBetween() {
        List<JsonObject> first =
                IntStream.range(0, 1000).mapToObj(n -> mutants.number(n).manifest()).toList();
        List<JsonObject> again =
                IntStream.range(0, 1000).mapToObj(n -> mutants.number(n).manifest()).toList();
        assertThat(again).isEqualTo(first);
    }

    @Test
    void everyManifestIsLetInOrRefusedByItsFieldsAndAtLeastThreeInTenAreLetIn() {
        List<Verdict> verdicts =
                IntStream.range(0, Mutants.COUNT)
                        .parallel()
                        .mapToObj(number -> verdict(mutants.number(number)))
                        .toList();
        for (int number = 0; number < Mutants.COUNT; number++) {
            if (verdicts.get(number).failed()) {
                Mutant smallest =
                        mutants.number(number).shrunk(smaller -> verdict(smaller).failed());
                throw new AssertionError(
                        verdicts.get(number).wrong()
                                + "\nwith as few changes as it takes: "
                                + verdict(smallest).wrong()
                                + "\n"
                                + smallest);
            }
        }
        assertThat(verdicts.stream().filter(Verdict::accepted))
                .hasSizeGreaterThanOrEqualTo(Mutants.COUNT * 3 / 10);
    }

    @Test
    void theSameNumberIsTheSameManifest() {
        for (int number = 0; number < 100; number++) {
            assertThat(mutants.number(number).manifest())
                    .isEqualTo(mutants.number(number).manifest());
        }
    }

    private Verdict verdict(Mutant mutant) {
        JsonObject manifest = mutant.manifest();
        List<String> wrong = new ArrayList<>();
        boolean accepted = false;
        try {
            for (String operation : operations(mutant)) {
                AdmissionReview question = question(mutant, manifest, operation);
                Response answer = review(mutant, question);
                accepted = answer.allowed();
                if (!answer.allowed()) {
                    refusal(operation, answer).ifPresent(wrong::add);
                }
                mutation(mutant, manifest, question).ifPresent(wrong::add);
            }
            if (accepted && !mutant.isInstance()) {
                instance(mutant, manifest).ifPresent(wrong::add);
            }
        } catch (RuntimeException unforeseen) {
            wrong.add("unforeseen: " + unforeseen);
        }
        return new Verdict(accepted, String.join("\n", wrong));
    }

    /** Each is created; some are first what an object is changed to. */
    private static List<String> operations(Mutant mutant) {
        return mutant.number() % UPDATED == 0 ? List.of("UPDATE", "CREATE") : List.of("CREATE");
    }

    private Response review(Mutant mutant, AdmissionReview question) {
        if (mutant.isMachine()) {
            return webhooks.reviewMachine(question).response();
        }
        if (!mutant.isInstance()) {
            return webhooks.reviewReplicaSet(question).response();
        }
        return question.request().operation().equals("CREATE")
                ? webhooks.reviewNewInstance(question).response()
                : webhooks.reviewChangedInstance(question).response();
    }

    private static AdmissionReview question(Mutant mutant, JsonObject manifest, String operation) {
        AdmissionReview.Request request =
                new AdmissionReview.Request(
                        "u-1",
                        "default",
                        "fuzzed",
                        operation,
                        null,
                        manifest,
                        operation.equals("UPDATE") ? mutant.base() : null,
                        true);
        return new AdmissionReview(
                AdmissionReview.API_VERSION, AdmissionReview.KIND, request, null);
    }

    private static Optional<String> refusal(String operation, Response answer) {
        var details = answer.status().getDetails();
        boolean told =
                answer.status().getCode() == UNPROCESSABLE
                        && details != null
                        && details.getCauses() != null
                        && !details.getCauses().isEmpty()
                        && details.getCauses().stream()
                                .allMatch(
                                        cause ->
                                                cause.getField() != null
                                                        && cause.getReason() != null
                                                        && !cause.getMessage().isBlank());
        return told ? Optional.empty() : Optional.of(operation + " is refused by " + answer);
    }

    /**
     * A machine is never changed, a replica set never even asked about; of an instance nothing that
     * the user asked for is.
     */
    private Optional<String> mutation(
            Mutant mutant, JsonObject manifest, AdmissionReview question) {
        if (!mutant.isMachine() && !mutant.isInstance()) {
            return Optional.empty();
        }
        Response answer =
                mutant.isMachine()
                        ? webhooks.mutateMachine(question).response()
                        : webhooks.mutateInstance(question).response();
        if (!answer.allowed()) {
            return Optional.of("not mutated but refused: " + answer);
        }
        if (answer.patch() == null) {
            return Optional.empty();
        }
        String patch =
                new String(Base64.getDecoder().decode(answer.patch()), StandardCharsets.UTF_8);
        boolean harmless =
                !mutant.isMachine()
                        && JsonParser.parseString(patch).getAsJsonArray().asList().stream()
                                .map(JsonElement::getAsJsonObject)
                                .allMatch(step -> isHarmless(step, manifest));
        return harmless ? Optional.empty() : Optional.of("mutated by " + patch);
    }

    private static boolean isHarmless(JsonObject step, JsonObject manifest) {
        String path = step.get("path").getAsString();
        return path.equals("/status")
                || (!step.get("op").getAsString().equals("remove")
                        && Mutant.asksForNothing(at(path, manifest)));
    }

    /** What is at a JSON pointer; null where nothing is. */
    private static JsonElement at(String pointer, JsonElement in) {
        JsonElement at = in;
        for (String escaped : pointer.substring(1).split("/", -1)) {
            String name = escaped.replace("~1", "/").replace("~0", "~");
            if (at instanceof JsonArray list) {
                boolean inside = name.matches("\\d+") && Integer.parseInt(name) < list.size();
                at = inside ? list.get(Integer.parseInt(name)) : null;
            } else {
                at = at instanceof JsonObject fields ? fields.get(name) : null;
            }
        }
        return at;
    }

    /** What is let in can be made an instance of, with defaults that stay. */
    private static Optional<String> instance(Mutant mutant, JsonObject manifest) {
        if (mutant.isMachine()) {
            return ofMachine(manifest);
        }
        VirtualMachineInstanceReplicaSet set =
                ObjectReader.read(manifest, VirtualMachineInstanceReplicaSet.class);
        return complete(set.metadata(), set.spec().template().spec());
    }

    /** One that refers to an instancetype or a preference waits until there is one. */
    private static Optional<String> ofMachine(JsonObject manifest) {
        VirtualMachine vm = ObjectReader.read(manifest, VirtualMachine.class);
        if (vm.spec().instancetype() != null || vm.spec().preference() != null) {
            return Optional.empty();
        }
        return complete(vm.metadata(), vm.spec().template().spec());
    }

    /** The controller's instances have metadata, whatever was taken from their owner's. */
    private static Optional<String> complete(
            V1ObjectMeta metadataOrNull, VirtualMachineInstanceSpec spec) {
        V1ObjectMeta metadata = Objects.requireNonNullElseGet(metadataOrNull, V1ObjectMeta::new);
        VirtualMachineInstance vmi =
                VirtualMachineInstanceBuilder.builder().metadata(metadata).spec(spec).build();
        VirtualMachineInstance complete = Admission.withDefaults(vmi);
        if (!Admission.review(complete).isEmpty()) {
            return Optional.of("its instance is refused: " + Admission.review(complete));
        }
        return Admission.withDefaults(complete).equals(complete)
                ? Optional.empty()
                : Optional.of("defaults of its instance do not stay: " + complete);
    }
}
