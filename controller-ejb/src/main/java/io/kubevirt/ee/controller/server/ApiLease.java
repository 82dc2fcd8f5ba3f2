package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseSpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.controller.election.LeaseRecord;
import io.kubevirt.ee.controller.election.LeaseStore;
import io.kubevirt.ee.controller.election.LeaseUnreachable;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The Lease {@code virt-controller} of the components' namespace. */
final class ApiLease implements LeaseStore {
    static final String NAME = "virt-controller";

    private final ResourceApi<V1Lease, ?> leases;
    private final Key key;

    /**
     * @param client whose calls end within the election's limit, see {@link Connections#brief}
     * @param namespace the components' namespace
     */
    ApiLease(ApiClient client, String namespace) {
        this.leases = new ResourceApi<>(client, Kinds.LEASES);
        this.key = new Key(namespace, NAME);
    }

    @Override
    public Optional<LeaseRecord> read() {
        try {
            return leases.get(key).map(ApiLease::record);
        } catch (KubeException refused) {
            throw new LeaseUnreachable(refused.getMessage(), refused);
        }
    }

    @Override
    public boolean write(LeaseRecord lease) {
        try {
            if (lease.version().isEmpty()) {
                create(lease);
            } else {
                leases.mergePatch(
                        key,
                        MergePatch.locked(
                                "spec", MergePatch.between(null, spec(lease)), lease.version()));
            }
            return true;
        } catch (KubeException refused) {
            return switch (refused.kind()) {
                case CONFLICT, ALREADY_EXISTS, NOT_FOUND -> false;
                case INVALID, FORBIDDEN, UNAUTHORIZED, EXPIRED, UNAVAILABLE, UNEXPECTED ->
                        throw new LeaseUnreachable(refused.getMessage(), refused);
            };
        }
    }

    private void create(LeaseRecord lease) {
        leases.create(
                new V1Lease()
                        .apiVersion("coordination.k8s.io/v1")
                        .kind("Lease")
                        .metadata(new V1ObjectMeta().namespace(key.namespace()).name(key.name()))
                        .spec(spec(lease)));
    }

    private static LeaseRecord record(V1Lease lease) {
        V1LeaseSpec spec = lease.getSpec() == null ? new V1LeaseSpec() : lease.getSpec();
        return new LeaseRecord(
                spec.getHolderIdentity() == null ? "" : spec.getHolderIdentity(),
                Duration.ofSeconds(
                        spec.getLeaseDurationSeconds() == null
                                ? 0
                                : spec.getLeaseDurationSeconds()),
                instant(spec.getAcquireTime()),
                instant(spec.getRenewTime()),
                spec.getLeaseTransitions() == null ? 0 : spec.getLeaseTransitions(),
                lease.getMetadata().getResourceVersion());
    }

    private static V1LeaseSpec spec(LeaseRecord lease) {
        return new V1LeaseSpec()
                .holderIdentity(lease.holder())
                .leaseDurationSeconds(Math.toIntExact(lease.duration().toSeconds()))
                .acquireTime(micros(lease.acquired()))
                .renewTime(micros(lease.renewed()))
                .leaseTransitions(lease.transitions());
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? Instant.EPOCH : time.toInstant();
    }

    /** A MicroTime has six digits after the point, and is refused with fewer. */
    private static OffsetDateTime micros(Instant time) {
        OffsetDateTime whole = time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return whole.getNano() == 0 ? whole.plus(1, ChronoUnit.MICROS) : whole;
    }
}
