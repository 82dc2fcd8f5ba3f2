package io.kubevirt.ee.model.admission;

import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubevirt.ee.model.v1.CloudInitConfigDriveSource;
import io.kubevirt.ee.model.v1.CloudInitNoCloudSource;
import io.kubevirt.ee.model.v1.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** cloud-init data: each part in one form, and small enough for the API server's store. */
final class CloudInitRule implements Rule {
    private static final int MOST_BYTES = 2048;

    /** User data or network data in its three forms. */
    private record Part(
            String name, String text, String base64, V1LocalObjectReference secretOrNull) {
        long forms() {
            boolean secret = secretOrNull != null && Text.isPresent(secretOrNull.getName());
            return Stream.of(Text.isPresent(text), Text.isPresent(base64), secret)
                    .filter(given -> given)
                    .count();
        }
    }

    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<Volume> volumes = spec.volumes();
        for (int i = 0; i < volumes.size(); i++) {
            noCloud(volumes.get(i).cloudInitNoCloud(), "volumes[" + i + "].", findings);
            configDrive(volumes.get(i).cloudInitConfigDrive(), "volumes[" + i + "].", findings);
        }
    }

    private static void noCloud(
            CloudInitNoCloudSource sourceOrNull, String volume, Findings findings) {
        if (sourceOrNull != null) {
            var source = sourceOrNull;
            parts(
                    volume + "cloudInitNoCloud",
                    new Part(
                            "userData",
                            source.userData(),
                            source.userDataBase64(),
                            source.secretRef()),
                    new Part(
                            "networkData",
                            source.networkData(),
                            source.networkDataBase64(),
                            source.networkDataSecretRef()),
                    findings);
        }
    }

    private static void configDrive(
            CloudInitConfigDriveSource sourceOrNull, String volume, Findings findings) {
        if (sourceOrNull != null) {
            var source = sourceOrNull;
            parts(
                    volume + "cloudInitConfigDrive",
                    new Part(
                            "userData",
                            source.userData(),
                            source.userDataBase64(),
                            source.secretRef()),
                    new Part(
                            "networkData",
                            source.networkData(),
                            source.networkDataBase64(),
                            source.networkDataSecretRef()),
                    findings);
        }
    }

    private static void parts(String path, Part user, Part network, Findings findings) {
        part(path, user, findings);
        part(path, network, findings);
        if (user.forms() == 0 && network.forms() == 0) {
            findings.invalid(path, "must have user data or network data");
        }
    }

    private static void part(String path, Part part, Findings findings) {
        if (part.forms() > 1) {
            findings.invalid(path, "must give its " + part.name() + " in one form");
        }
        int bytes = Text.isPresent(part.text()) ? utf8Bytes(part.text()) : 0;
        if (Text.isPresent(part.base64())) {
            try {
                bytes = Math.max(bytes, decoded(part.base64()).length);
            } catch (IllegalArgumentException e) {
                findings.invalid(path + "." + part.name() + "Base64", "must be base64");
            }
        }
        if (bytes > MOST_BYTES) {
            findings.invalid(
                    path, "must have " + MOST_BYTES + " bytes of " + part.name() + " or fewer");
        }
    }

    /** Decodes what KubeVirt's Go decodes: the standard alphabet, line ends allowed. */
    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replaceAll("[\\r\\n]", ""));
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
