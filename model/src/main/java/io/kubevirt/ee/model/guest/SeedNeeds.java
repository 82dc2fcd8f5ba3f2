package io.kubevirt.ee.model.guest;

import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubevirt.ee.model.access.AccessSecrets;
import io.kubevirt.ee.model.guest.DiskNeed.CloudInit;
import io.kubevirt.ee.model.launcher.VolumePaths;
import io.kubevirt.ee.model.v1.CloudInitConfigDriveSource;
import io.kubevirt.ee.model.v1.CloudInitNoCloudSource;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Seeds of cloud-init. */
final class SeedNeeds {

    private static final List<String> USER_KEYS = List.of("userdata", "userData");
    private static final List<String> NETWORK_KEYS = List.of("networkdata", "networkData");

    private SeedNeeds() {}

    static CloudInit of(VirtualMachineInstance vmi, Volume volume) {
        String name = volume.name();
        if (volume.cloudInitNoCloud() != null) {
            CloudInitNoCloudSource source = volume.cloudInitNoCloud();
            return new CloudInit(
                    name,
                    CloudInit.Source.NO_CLOUD,
                    vmi.metadata().getUid(),
                    GuestHostname.of(vmi),
                    user(name, source.userData(), source.userDataBase64(), source.secretRef()),
                    network(
                            name,
                            source.networkData(),
                            source.networkDataBase64(),
                            source.networkDataSecretRef()),
                    keys(vmi, CloudInit.Source.NO_CLOUD));
        }
        CloudInitConfigDriveSource source = volume.cloudInitConfigDrive();
        return new CloudInit(
                name,
                CloudInit.Source.CONFIG_DRIVE,
                vmi.metadata().getUid(),
                GuestHostname.of(vmi),
                user(name, source.userData(), source.userDataBase64(), source.secretRef()),
                network(
                        name,
                        source.networkData(),
                        source.networkDataBase64(),
                        source.networkDataSecretRef()),
                keys(vmi, CloudInit.Source.CONFIG_DRIVE),
                TaggedDevice.of(vmi));
    }

    private static List<CloudInit.KeySecret> keys(
            VirtualMachineInstance vmi, CloudInit.Source source) {
        AccessSecrets secrets = AccessSecrets.of(vmi.spec());
        List<String> names =
                switch (source) {
                    case NO_CLOUD -> AccessSecrets.forNoCloud(vmi.spec());
                    case CONFIG_DRIVE -> AccessSecrets.forConfigDrive(vmi.spec());
                };
        return names.stream()
                .map(name -> new CloudInit.KeySecret(name, secrets.directory(name)))
                .toList();
    }

    private static Optional<SeedText> user(
            String volume, String plain, String base64, V1LocalObjectReference secretOrNull) {
        return stated(volume, plain, base64)
                .or(() -> secret(secretOrNull, VolumePaths.files(volume), USER_KEYS));
    }

    private static Optional<SeedText> network(
            String volume, String plain, String base64, V1LocalObjectReference secretOrNull) {
        return stated(volume, plain, base64)
                .or(() -> secret(secretOrNull, VolumePaths.networkData(volume), NETWORK_KEYS));
    }

    private static Optional<SeedText> secret(
            V1LocalObjectReference secretOrNull, String folder, List<String> keys) {
        return Optional.ofNullable(secretOrNull)
                .flatMap(secret -> GuestNeeds.stated(secret.getName()))
                .map(name -> new SeedText.OfSecret(name, folder, keys));
    }

    private static Optional<SeedText> stated(String volume, String plain, String base64) {
        return GuestNeeds.stated(plain)
                .or(() -> GuestNeeds.stated(base64).map(encoded -> decoded(volume, encoded)))
                .map(SeedText.Stated::new);
    }

    private static String decoded(String volume, String base64) {
        byte[] bytes = Base64.getMimeDecoder().decode(base64);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new IllegalArgumentException(
                    "volume "
                            + volume
                            + ": cloud-init data that is not UTF-8 text (compressed, for example)"
                            + " is not supported");
        }
        return text;
    }
}
