package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.runtime.loop.Key;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that does not answer any more, in a real API server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LostNodeIT {
    private static final String LOST = "node-lost";

    @AfterEach
    void theNodeLeaves() throws Exception {
        Node.leaves(LOST);
    }

    @Test
    void aMachineRunsElsewhereOnceItsSilentNodeIsOutOfServiceAndNotBefore() throws Exception {
        World.api().create(Node.manifest(LOST));
        Key key = runningOn(LOST);
        String first = World.instance(key).metadata().getUid();

        Node.falls(LOST);
        World.soon(
                "nobody knows whether it runs",
                () -> {
                    assertThat(World.phase(key)).contains("Unknown");
                    assertThat(World.machine(key).status().printableStatus()).isEqualTo("Unknown");
                    assertThat(World.machine(key).status().ready()).isFalse();
                });
        assertThat(World.instance(key).metadata().getUid()).isEqualTo(first);
        assertThat(World.pod(key).getMetadata().getDeletionTimestamp()).isNull();

        Node.outOfService(LOST);
        World.soon(
                "it is given up, and its pod with it",
                () -> {
                    assertThat(World.phase(key)).contains("Failed");
                    assertThat(World.instance(key).status().reason()).isEqualTo("NodeOutOfService");
                    assertThat(World.pod(key).getMetadata().getDeletionTimestamp()).isNotNull();
                });
        Node.gone(World.pod(key));
        World.soon(
                "the machine has another instance, with a pod for another node",
                () -> {
                    assertThat(World.instance(key).metadata().getUid()).isNotEqualTo(first);
                    assertThat(World.pod(key).getSpec().getNodeName()).isNull();
                });
    }

    private static Key runningOn(String node) throws Exception {
        Key key = World.newKey("default");
        World.createMachine(key, "Always");
        World.soon("the launcher pod is there", () -> World.pod(key));
        Node.bind(World.pod(key), node);
        Node.run(World.pod(key));
        World.soon(
                "the instance is handed over",
                () -> assertThat(World.phase(key)).contains("Scheduled"));
        Node.guestIs(key, "Running");
        return key;
    }
}
