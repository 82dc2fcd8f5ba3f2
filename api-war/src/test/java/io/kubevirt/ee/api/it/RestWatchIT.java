package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches of the REST entrypoint. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestWatchIT {
    private static final String WATCH = "/rest/v1/watch/namespaces/default/virtualmachines";

    /** As the build sets it. */
    private static final int MOST =
            Integer.parseInt(System.getenv("KUBEVIRT_API_REST_MAX_WATCHES"));

    @Test
    void changesAreSeenAsTheyHappen() throws Exception {
        Http rest = Stage.current().restAs(RestIT.editor());
        String name = Guests.newName("watched");
        try (Watching watching = Watching.open(rest, of(name))) {
            assertThat(watching.code()).isEqualTo(200);
            Guests.require(
                    rest.post(RestIT.MACHINES, Guests.machine(name, "runStrategy: Halted")), 201);
            Watching.Event added = watching.nextChange();
            assertThat(added.name()).isEqualTo("ADDED");
            assertThat(added.data().getAsJsonObject("metadata").get("name").getAsString())
                    .isEqualTo(name);
            Guests.require(
                    rest.mergePatch(
                            RestIT.MACHINES + "/" + name,
                            "{\"spec\":{\"runStrategy\":\"Manual\"}}"),
                    200);
            assertThat(watching.nextChange().name()).isEqualTo("MODIFIED");
            try (Watching back = Watching.open(rest, of(name), "Last-Event-ID", added.id())) {
                assertThat(back.nextChange().name())
                        .as("who comes back goes on after what he has seen")
                        .isEqualTo("MODIFIED");
                Guests.require(rest.delete(RestIT.MACHINES + "/" + name), 200);
                assertThat(back.nextChange().name()).isEqualTo("DELETED");
            }
            assertThat(watching.nextChange().name()).isEqualTo("DELETED");
        }
    }

    @Test
    void aWatchEndsWhenItsTimeIsOver() throws Exception {
        Http rest = Stage.current().restAs(RestIT.viewer());
        try (Watching watching = Watching.open(rest, of("nobody") + "&timeoutSeconds=1")) {
            watching.awaitEnd();
            assertThat(watching.unread())
                    .allSatisfy(event -> assertThat(event.name()).isEqualTo("BOOKMARK"));
        }
    }

    @Test
    void whoMayNotWatchIsToldSoAtOnce() throws Exception {
        Http rest = Stage.current().restAs(RestIT.viewer());
        Http.Answer everywhere = rest.get("/rest/v1/watch/virtualmachines");
        assertThat(everywhere.code()).isEqualTo(403);
        assertThat(everywhere.contentType()).isEqualTo("application/problem+json");
        assertThat(Stage.current().rest().get(WATCH).code()).isEqualTo(401);
        assertThat(rest.get(WATCH + "?timeoutSeconds=0").code()).isEqualTo(400);
        assertThat(rest.get(WATCH + "?labelSelector=a%3D%3D%3D").code()).isEqualTo(400);
    }

    /** Places are given back when a client has gone, though it said no word. */
    @Test
    void thereAreAsManyWatchesAsAreAllowedAndNoMore() throws Exception {
        Http rest = Stage.current().restAs(RestIT.viewer());
        List<Watching> open = new ArrayList<>();
        try {
            Awaitility.await("places for all")
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                Watching one = Watching.open(rest, of("nobody"));
                                if (one.code() == 200) {
                                    open.add(one);
                                }
                                return open.size() == MOST;
                            });
            Http.Answer oneMore = rest.get(of("nobody"));
            assertThat(oneMore.code()).as(oneMore.body()).isEqualTo(429);
            assertThat(oneMore.header("Retry-After")).isEqualTo("1");
            assertThat(rest.get(RestIT.MACHINES).code()).as("other requests go on").isEqualTo(200);
        } finally {
            open.forEach(Watching::close);
        }
        Awaitility.await("a place is free again")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            try (Watching again = Watching.open(rest, of("nobody"))) {
                                return again.code() == 200;
                            }
                        });
    }

    private static String of(String name) {
        return WATCH + "?fieldSelector=metadata.name%3D" + name;
    }
}
