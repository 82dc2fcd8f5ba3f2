package io.kubevirt.ee.handler.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnWritesTest {

    private static final Key KEY = new Key("ns1", "vm1");

    private final OwnWrites writes = new OwnWrites();

    @Test
    void anOwnWriteHidesAnOlderCache() {
        writes.wrote(KEY, vmi("u", "100"));

        assertThat(writes.overlay(KEY, Optional.of(vmi("u", "99")))).contains(vmi("u", "100"));
    }

    @Test
    void theCacheCountsAgainOnceItHasCaughtUp() {
        writes.wrote(KEY, vmi("u", "100"));

        assertThat(writes.overlay(KEY, Optional.of(vmi("u", "100")))).contains(vmi("u", "100"));
        assertThat(writes.overlay(KEY, Optional.of(vmi("u", "99")))).contains(vmi("u", "99"));
    }

    @Test
    void whatIsGoneOrAnewIsNotHidden() {
        writes.wrote(KEY, vmi("u", "100"));
        assertThat(writes.overlay(KEY, Optional.empty())).isEmpty();

        writes.wrote(KEY, vmi("u", "100"));
        assertThat(writes.overlay(KEY, Optional.of(vmi("other", "5")))).contains(vmi("other", "5"));
    }

    private static VirtualMachineInstance vmi(String uid, String version) {
        return VirtualMachineInstanceBuilder.builder()
                .metadata(new V1ObjectMeta().uid(uid).resourceVersion(version))
                .build();
    }
}
