package io.kubevirt.ee.handler.host;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.guest.DiskNeed.CloudInit;
import io.kubevirt.ee.model.guest.SeedText;
import io.kubevirt.ee.model.guest.TaggedDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The image that cloud-init reads: which files it has, by which data source. */
final class CloudInitSeed {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String DRIVE = "openstack/latest/";
    private static final byte[] NOTHING = {};

    private CloudInitSeed() {}

    /** Makes the image; one that is there stays as it is. */
    static DiskSource make(GuestDirectory guest, PinnedProcess launcher, CloudInit seed)
            throws IOException, GuestRefused {
        Path image = IsoImage.path(guest, seed.volume());
        if (!Files.exists(image)) {
            String label =
                    switch (seed.source()) {
                        case NO_CLOUD -> "cidata";
                        case CONFIG_DRIVE -> "config-2";
                    };
            IsoImage.make(guest, image, label, files(launcher, seed));
        }
        return IsoImage.source(image);
    }

    private static Map<String, byte[]> files(PinnedProcess launcher, CloudInit seed)
            throws IOException, GuestRefused {
        byte[] user = text(launcher, seed.userData(), seed, "user data").orElse(NOTHING);
        Optional<byte[]> network = text(launcher, seed.networkData(), seed, "network data");
        Map<String, String> keys = keys(launcher, seed);
        Map<String, byte[]> files = new LinkedHashMap<>();
        switch (seed.source()) {
            case NO_CLOUD -> {
                files.put("user-data", user);
                files.put("meta-data", metaData(seed, keys));
                network.ifPresent(text -> files.put("network-config", text));
            }
            case CONFIG_DRIVE -> {
                files.put(DRIVE + "user_data", user);
                files.put(DRIVE + "meta_data.json", driveMetaData(seed, keys));
                network.ifPresent(text -> files.put(DRIVE + "network_data.json", text));
            }
        }
        return files;
    }

    // JSON is YAML: no quoting of our own.
    private static byte[] metaData(CloudInit seed, Map<String, String> keys) {
        Map<String, Object> metaData = new LinkedHashMap<>();
        metaData.put("instance-id", seed.instanceId());
        metaData.put("local-hostname", seed.hostname());
        if (!keys.isEmpty()) {
            metaData.put("public-keys", keys);
        }
        return json(metaData);
    }

    /** The data source asks for {@code uuid}; the other names are what KubeVirt's guests find. */
    private static byte[] driveMetaData(CloudInit seed, Map<String, String> keys) {
        Map<String, Object> metaData = new LinkedHashMap<>();
        metaData.put("instance_id", seed.instanceId());
        metaData.put("uuid", seed.instanceId());
        metaData.put("hostname", seed.hostname());
        metaData.put("local_hostname", seed.hostname());
        if (!keys.isEmpty()) {
            metaData.put("public_keys", keys);
        }
        if (!seed.devices().isEmpty()) {
            metaData.put("devices", seed.devices().stream().map(CloudInitSeed::device).toList());
        }
        return json(metaData);
    }

    private static Map<String, Object> device(TaggedDevice device) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", device.type());
        told.put("bus", device.bus());
        device.address().ifPresent(address -> told.put("address", address));
        device.mac().ifPresent(mac -> told.put("mac", mac));
        device.serial().ifPresent(serial -> told.put("serial", serial));
        told.put("tags", List.of(device.tag()));
        return told;
    }

    /** Numbered, as KubeVirt's guests find them; what a Secret calls them is nobody's concern. */
    private static Map<String, String> keys(PinnedProcess launcher, CloudInit seed)
            throws IOException, GuestRefused {
        Map<String, String> keys = new LinkedHashMap<>();
        for (CloudInit.KeySecret key : seed.keys()) {
            for (String text : PodSecret.read(launcher, key.secret(), key.folder()).values()) {
                if (!text.isEmpty()) {
                    keys.put(Integer.toString(keys.size()), text);
                }
            }
        }
        return keys;
    }

    private static byte[] json(Map<String, Object> values) {
        return (GSON.toJson(values) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> text(
            PinnedProcess launcher, Optional<SeedText> text, CloudInit seed, String which)
            throws IOException, GuestRefused {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (text.get()) {
                    case SeedText.Stated(String stated) -> stated.getBytes(StandardCharsets.UTF_8);
                    case SeedText.OfSecret secret -> ofSecret(launcher, secret, seed, which);
                });
    }

    private static byte[] ofSecret(
            PinnedProcess launcher, SeedText.OfSecret secret, CloudInit seed, String which)
            throws IOException, GuestRefused {
        String what =
                "volume \"%s\": %s in Secret %s".formatted(seed.volume(), which, secret.secret());
        Optional<byte[]> found = PodFolder.first(launcher, secret.folder(), secret.keys(), what);
        if (found.isEmpty()) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "%s: it has no key %s".formatted(what, String.join(" or ", secret.keys())));
        }
        return found.get();
    }
}
