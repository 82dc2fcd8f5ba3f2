package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is only tried is answered as if it was done, and changes nothing. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DryRunIT {
    private static final String TRIED = "?dryRun=All";

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    @Test
    void aCreationIsReviewedAndStoresNothing() throws Exception {
        String machine = Guests.newName("tried");
        Guests.require(
                administrator()
                        .post(
                                Guests.MACHINES + TRIED,
                                Guests.machine(machine, "runStrategy: Always")),
                201);
        JsonObject shown =
                Guests.require(
                                administrator()
                                        .post(Guests.INSTANCES + TRIED, Guests.instance(machine)),
                                201)
                        .json();
        assertThat(shown.getAsJsonObject("spec").has("architecture")).isTrue();
        assertThat(
                        administrator()
                                .post(
                                        Guests.MACHINES + TRIED,
                                        Guests.machine(machine, "runStrategy: Sometimes"))
                                .code())
                .isEqualTo(422);
        assertThat(administrator().get(Guests.MACHINES + "/" + machine).code()).isEqualTo(404);
        assertThat(administrator().get(Guests.INSTANCES + "/" + machine).code()).isEqualTo(404);
    }

    @Test
    void aChangeAndADeletionLeaveTheMachineAsItIs() throws Exception {
        String path = Guests.MACHINES + "/" + Guests.withMachine("runStrategy: Halted");
        JsonObject before = Guests.read(path);
        Guests.require(
                administrator().mergePatch(path + TRIED, "{\"spec\":{\"runStrategy\":\"Always\"}}"),
                200);
        Guests.require(administrator().delete(path + TRIED), 200);
        assertThat(Guests.read(path)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "Halted, start",
        "Manual, start",
        "Always, stop",
        "Manual, stop",
        "Always, restart",
        "Manual, restart",
    })
    void aSubresourceChangesNeitherTheMachineNorItsInstance(String strategy, String subresource)
            throws Exception {
        String name = Guests.withMachine("runStrategy: " + strategy);
        if (!subresource.equals("start")) {
            Guests.withInstance(name, "{\"phase\": \"Running\"}");
        }
        String machine = Guests.MACHINES + "/" + name;
        String instance = Guests.INSTANCES + "/" + name;
        JsonObject before = Guests.read(machine);
        String instanceBefore = administrator().get(instance).body();
        Guests.require(
                administrator()
                        .put(
                                "%s/virtualmachines/%s/%s"
                                        .formatted(Guests.SUBRESOURCES, name, subresource),
                                "{\"dryRun\":[\"All\"]}"),
                202);
        assertThat(Guests.read(machine)).isEqualTo(before);
        assertThat(administrator().get(instance).body()).isEqualTo(instanceBefore);
    }
}
