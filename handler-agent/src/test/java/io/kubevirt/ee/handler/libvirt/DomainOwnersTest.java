package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.libvirt.DomainOwners.Instance;
import io.kubevirt.ee.model.domain.DomainXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DomainOwnersTest {

    private static final Instance FIRST = new Instance("u1", 1);
    private static final Instance AGAIN = new Instance("u1", 2);

    private final DomainOwners owners = new DomainOwners();
    private final List<String> asked = new ArrayList<>();

    @Test
    void aRunIsAskedForOnceAndAnotherRunOfTheSameDomainAgain() {
        assertThat(owners.of(FIRST, answer("vmi-1"))).contains(new DomainOwner("vmi-1", "pod"));
        assertThat(owners.of(FIRST, answer("late"))).contains(new DomainOwner("vmi-1", "pod"));
        assertThat(owners.of(AGAIN, answer("vmi-2"))).contains(new DomainOwner("vmi-2", "pod"));
        assertThat(asked).containsExactly("vmi-1", "vmi-2");
    }

    @Test
    void aStrangersDomainIsRememberedAsSuch() {
        assertThat(owners.of(FIRST, Optional::empty)).isEmpty();
        assertThat(owners.of(FIRST, answer("late"))).isEmpty();
    }

    @Test
    void whatRunsNoMoreIsForgotten() {
        owners.of(FIRST, answer("vmi-1"));
        owners.of(AGAIN, answer("vmi-2"));
        owners.retain(Set.of(AGAIN));
        owners.of(FIRST, answer("vmi-3"));
        owners.of(AGAIN, answer("late"));
        assertThat(asked).containsExactly("vmi-1", "vmi-2", "vmi-3");
    }

    private Supplier<Optional<String>> answer(String uid) {
        return () -> {
            asked.add(uid);
            return Optional.of(
                    "<k:kubevirt xmlns:k='%s'><k:uid>%s</k:uid><k:podUid>pod</k:podUid></k:kubevirt>"
                            .formatted(DomainXml.METADATA_NAMESPACE, uid));
        };
    }
}
