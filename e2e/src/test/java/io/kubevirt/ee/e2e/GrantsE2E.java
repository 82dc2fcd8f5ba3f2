package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoordinationV1Api;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * No program may do what it never does: after all the other tests, which are the users' scenarios,
 * the API server's audit log knows what each asked for.
 */
@Order(Integer.MAX_VALUE)
class GrantsE2E {

    private static final String NAMESPACE = "kubevirt";
    private static final String CONTROLLER = "virt-controller";

    /** Granted, and seen nowhere here; each has its reason. */
    private static final Set<String> UNSEEN =
            Set.of(
                    // Asked for by an admission plugin that this cluster does not run
                    // (OwnerReferencesPermissionEnforcement), of whoever sets owners.
                    "virt-controller update virtualmachines/finalizers.kubevirt.io",
                    "virt-controller update virtualmachineinstances/finalizers.kubevirt.io",
                    "virt-controller update virtualmachineinstancereplicasets/finalizers.kubevirt.io",
                    // Kubernetes' own role for readers of the front proxy's CA holds more.
                    "virt-controller list configmaps",
                    "virt-controller watch configmaps");

    /** Made once in a cluster's life, perhaps before its audit log began. */
    @BeforeAll
    static void theLeaseIsMadeAgain() throws ApiException {
        CoordinationV1Api leases = new CoordinationV1Api(Cluster.CLIENT);
        leases.deleteNamespacedLease(CONTROLLER, NAMESPACE).execute();
        Eventually.holds(
                "another lease",
                Duration.ofSeconds(60),
                () -> leases.readNamespacedLease(CONTROLLER, NAMESPACE).execute());
    }

    @Test
    void whatIsGrantedIsUsed() throws Exception {
        Set<String> idle =
                Grants.granted().stream()
                        .map(Grants.Right::line)
                        .collect(Collectors.toCollection(TreeSet::new));
        Grants.used().forEach(asked -> idle.remove(asked.line()));
        assertThat(idle).isEqualTo(new TreeSet<>(UNSEEN));
    }

    @Test
    void noProgramAsksForWhatItIsNotGranted() throws Exception {
        assertThat(Grants.askedWithoutRight()).isEmpty();
    }
}
