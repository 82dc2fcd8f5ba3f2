package io.kubevirt.ee.model.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VsockResourceTest {

    private static DomainSpec domain(Boolean wanted) {
        return DomainSpecBuilder.builder()
                .devices(DevicesBuilder.builder().autoattachVSOCK(wanted).build())
                .build();
    }

    @Test
    void aGuestWithAVsockTakesOne() {
        assertThat(VsockResource.ofGuest(domain(true)))
                .isEqualTo(Map.of("devices.kubevirt.io/vhost-vsock", new Quantity("1")));
        assertThat(VsockResource.ofGuest(domain(false))).isEmpty();
        assertThat(VsockResource.ofGuest(domain(null))).isEmpty();
        assertThat(VsockResource.ofGuest(DomainSpecBuilder.builder().build())).isEmpty();
    }

    @Test
    void adviceIsForThoseAloneWhoLackIt() {
        assertThat(
                        VsockResource.advice(
                                "0/1 nodes are available: 1 Insufficient"
                                        + " devices.kubevirt.io/vhost-vsock."))
                .hasValueSatisfying(
                        advice -> assertThat(advice).contains("/dev/vhost-vsock", "VSOCK"));
        assertThat(VsockResource.advice("1 Insufficient devices.kubevirt.io/kvm.")).isEmpty();
    }
}
