package io.kubevirt.ee.model.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubevirt.ee.model.v1.Owners;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateClaimTest {
    private static final LauncherSettings DEFAULT =
            new LauncherSettings("launcher:1", "IfNotPresent", List.of(), false);
    private static final LauncherSettings OF_A_CLASS =
            new LauncherSettings(
                    "launcher:1", "IfNotPresent", List.of(), false, Optional.of("replicated"));
    private static final String WHICH =
            "PersistentVolumeClaim default/persistent-state-for-state, which is to keep its state, ";

    private final VirtualMachineInstance vmi = PodYaml.instance("state");

    StateClaimTest() throws IOException {}

    @Test
    void theClaimOfAMachineIsAsInItsGoldenFile() throws IOException {
        String claim = PodYaml.of(StateClaim.of(vmi, OF_A_CLASS));

        assertThat(claim).isEqualTo(PodYaml.golden("state-claim", claim));
    }

    @Test
    void withoutAClassOfTheClustersConfigurationItIsOfTheDefaultOne() {
        assertThat(StateClaim.of(vmi, DEFAULT).getSpec().getStorageClassName()).isNull();
    }

    @Test
    void theClaimOfAnInstanceThatIsOfNoMachineIsTheInstances() {
        for (List<V1OwnerReference> none :
                List.of(
                        List.<V1OwnerReference>of(),
                        List.of(
                                Owners.controller(
                                        "VirtualMachineInstanceReplicaSet",
                                        new V1ObjectMeta().name("set").uid("set-1"))))) {
            vmi.metadata().setOwnerReferences(none);

            assertThat(StateClaim.of(vmi, DEFAULT).getMetadata().getOwnerReferences())
                    .singleElement()
                    .isEqualTo(Owners.controller("VirtualMachineInstance", vmi.metadata()));
        }
    }

    @Test
    void onlyAnInstanceWithSomethingToKeepHasOne() throws IOException {
        assertThat(StateClaim.nameFor(vmi)).contains("persistent-state-for-state");
        assertThat(StateClaim.nameFor(PodYaml.instance("whole"))).isEmpty();
    }

    @Test
    void itsOwnClaimAndOneThatAUserBroughtAreUsed() {
        V1PersistentVolumeClaim brought = StateClaim.of(vmi, DEFAULT);
        brought.getMetadata().setOwnerReferences(null);

        assertThat(trouble(StateClaim.of(vmi, DEFAULT))).isEmpty();
        assertThat(trouble(brought)).isEmpty();
        assertThat(StateClaim.trouble(vmi, Claims.NONE)).isEmpty();
    }

    @Test
    void aClaimOfAnEarlierMachineIsNotTaken() {
        V1PersistentVolumeClaim foreign = StateClaim.of(vmi, DEFAULT);
        foreign.getMetadata().getOwnerReferences().getFirst().setUid("vm-0");

        assertThat(trouble(foreign))
                .contains(
                        WHICH
                                + "is of VirtualMachine state with the uid vm-0; it is waited until"
                                + " it is gone.");
    }

    @Test
    void aClaimOnItsWayOutIsNotTaken() {
        V1PersistentVolumeClaim leaving = StateClaim.of(vmi, DEFAULT);
        leaving.getMetadata().setDeletionTimestamp(OffsetDateTime.parse("2026-01-01T11:00:00Z"));

        assertThat(trouble(leaving))
                .contains(WHICH + "is being deleted; it is waited until it is gone.");
    }

    @Test
    void aDeviceIsNoFileSystem() {
        V1PersistentVolumeClaim device = StateClaim.of(vmi, DEFAULT);
        device.getSpec().setVolumeMode("Block");

        assertThat(trouble(device))
                .contains(WHICH + "is a device; delete it, or make it one with a file system.");
    }

    private Optional<String> trouble(V1PersistentVolumeClaim claim) {
        return StateClaim.trouble(vmi, Claims.of(List.of(claim)));
    }
}
