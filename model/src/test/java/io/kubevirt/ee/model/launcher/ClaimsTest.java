package io.kubevirt.ee.model.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimSpec;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimStatus;
import io.kubernetes.client.openapi.models.V1VolumeResourceRequirements;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final Map<String, Quantity> ASKED = Map.of("storage", new Quantity("1Gi"));
    private static final Map<String, Quantity> GIVEN = Map.of("storage", new Quantity("2Gi"));

    @Test
    void eachClaimIsNamedOnceWhateverUsesIt() throws IOException {
        assertThat(Claims.namesIn(PodYaml.instance("claims")))
                .containsExactly("folder", "device", "filled");
        assertThat(Claims.namesIn(PodYaml.instance("small"))).isEmpty();
    }

    @Test
    void aClaimWithoutAModeIsAFileSystem() {
        PersistentVolumeClaimInfo info = Claims.info(claim(null));
        assertThat(info.volumeMode()).isEqualTo("Filesystem");
        assertThat(Claims.isBlock(info)).isFalse();
        assertThat(info.capacity()).isNull();
        assertThat(info.requests()).isEqualTo(ASKED);
        assertThat(info.accessModes()).containsExactly("ReadWriteOnce");
    }

    @Test
    void aBoundClaimHasTheCapacityThatItGot() {
        V1PersistentVolumeClaim bound =
                claim("Block").status(new V1PersistentVolumeClaimStatus().capacity(GIVEN));
        Claims claims = new Claims(List.of(Claims.info(bound)));
        assertThat(claims.named("data").orElseThrow().capacity()).isEqualTo(GIVEN);
        assertThat(claims.isBlock("data")).isTrue();
        assertThat(claims.isBlock("other")).isFalse();
    }

    private static V1PersistentVolumeClaim claim(String mode) {
        return new V1PersistentVolumeClaim()
                .metadata(new V1ObjectMeta().name("data"))
                .spec(
                        new V1PersistentVolumeClaimSpec()
                                .volumeMode(mode)
                                .addAccessModesItem("ReadWriteOnce")
                                .resources(new V1VolumeResourceRequirements().requests(ASKED)));
    }
}
