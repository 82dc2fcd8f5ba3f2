package io.kubevirt.ee.api.fuzz;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Changes of the kind that users make: a manifest that was right stays right. */
enum Mild {
    /** Another name. */
    NAME {
        @Override
        void apply(JsonObject object, Random random) {
            child(object, "metadata").addProperty("name", "guest-" + random.nextInt(100_000));
        }
    },
    /** A label, of the object or of what the instances of a template get. */
    LABEL {
        @Override
        void apply(JsonObject object, Random random) {
            boolean inTemplate = random.nextBoolean() && hasTemplate(object);
            JsonObject holder = inTemplate ? child(child(object, "spec"), "template") : object;
            child(child(holder, "metadata"), "labels")
                    .addProperty("example.org/l" + random.nextInt(5), "v" + random.nextInt(100));
        }
    },
    /** Another amount of memory. */
    MEMORY {
        @Override
        void apply(JsonObject object, Random random) {
            String amount =
                    random.nextBoolean()
                            ? (32 + random.nextInt(4000)) + "Mi"
                            : String.valueOf(33_554_432L + random.nextInt(1_000_000));
            child(child(guest(object), "domain"), "memory").addProperty("guest", amount);
        }
    },
    /** One of the settings of a guest. */
    SETTING {
        @Override
        void apply(JsonObject object, Random random) {
            String path = Schema.one(List.copyOf(SETTINGS.keySet()), random);
            JsonObject holder = guest(object);
            String[] names = path.split("\\.");
            for (int i = 0; i < names.length - 1; i++) {
                holder = child(holder, names[i]);
            }
            JsonArray values = SETTINGS.get(path);
            holder.add(
                    names[names.length - 1], values.get(random.nextInt(values.size())).deepCopy());
        }
    },
    /** One more disk, of a kind that needs nothing. */
    DISK {
        @Override
        void apply(JsonObject object, Random random) {
            String name = "scratch-" + random.nextInt(1_000_000);
            JsonObject disk = JsonParser.parseString("{\"disk\": {}}").getAsJsonObject();
            disk.addProperty("name", name);
            disk.getAsJsonObject("disk")
                    .addProperty("bus", Schema.one(List.of("virtio", "sata", "scsi"), random));
            JsonObject volume =
                    JsonParser.parseString("{\"emptyDisk\": {\"capacity\": \"64Mi\"}}")
                            .getAsJsonObject();
            volume.addProperty("name", name);
            JsonObject guest = guest(object);
            list(child(child(guest, "domain"), "devices"), "disks").add(disk);
            list(guest, "volumes").add(volume);
        }
    },
    /** Another time to run, of a machine. */
    STRATEGY {
        @Override
        void apply(JsonObject object, Random random) {
            if (hasTemplate(object)) {
                JsonObject spec = child(object, "spec");
                spec.remove("runStrategy");
                spec.remove("running");
                if (random.nextInt(4) == 0) {
                    spec.addProperty("running", random.nextBoolean());
                } else {
                    spec.addProperty("runStrategy", Schema.one(STRATEGIES, random));
                }
            }
        }
    };

    private static final List<String> STRATEGIES =
            List.of("Always", "Halted", "Manual", "Once", "RerunOnFailure");

    /** Fields of a guest's spec, and values that each can have beside all the others. */
    private static final Map<String, JsonArray> SETTINGS = new TreeMap<>();

    static {
        Map.ofEntries(
                        Map.entry("hostname", "['web', 'a1']"),
                        Map.entry("subdomain", "['net', 'a.b']"),
                        Map.entry("terminationGracePeriodSeconds", "[0, 1, 600]"),
                        Map.entry("dnsPolicy", "['ClusterFirst', 'Default']"),
                        Map.entry("nodeSelector", "[{}, {'kubernetes.io/os': 'linux'}]"),
                        Map.entry("tolerations", "[[], [{'key': 'a', 'operator': 'Exists'}]]"),
                        Map.entry("schedulerName", "['default-scheduler']"),
                        Map.entry("evictionStrategy", "['None', 'External', 'LiveMigrate']"),
                        Map.entry("domain.cpu.sockets", "[1, 2]"),
                        Map.entry("domain.cpu.cores", "[1, 2, 4]"),
                        Map.entry("domain.cpu.model", "['host-model', 'Nehalem']"),
                        Map.entry("domain.machine", "[{'type': 'q35'}]"),
                        Map.entry("domain.firmware.serial", "['e4686d2c', 'a_b']"),
                        Map.entry("domain.chassis", "[{'asset': 'x', 'sku': 'y'}, {}]"),
                        Map.entry("domain.clock", "[{'utc': {}}, {'timezone': 'Europe/Rome'}]"),
                        Map.entry("domain.features.acpi", "[{}, {'enabled': true}]"),
                        Map.entry("domain.devices.rng", "[{}]"),
                        Map.entry("domain.devices.autoattachMemBalloon", "[true, false]"),
                        Map.entry("domain.devices.autoattachSerialConsole", "[true, false]"),
                        Map.entry("domain.rebootPolicy", "['Reboot', 'Terminate']"))
                .forEach(
                        (path, values) ->
                                SETTINGS.put(
                                        path,
                                        JsonParser.parseString(values.replace('\'', '"'))
                                                .getAsJsonArray()));
    }

    abstract void apply(JsonObject object, Random random);

    private static boolean hasTemplate(JsonObject object) {
        return !new JsonPrimitive("VirtualMachineInstance").equals(object.get("kind"));
    }

    /** The spec of the guest. */
    private static JsonObject guest(JsonObject object) {
        JsonObject spec = child(object, "spec");
        return hasTemplate(object) ? child(child(spec, "template"), "spec") : spec;
    }

    /** The object at a field, made where there is none. */
    private static JsonObject child(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (!(value instanceof JsonObject)) {
            object.add(name, new JsonObject());
        }
        return object.getAsJsonObject(name);
    }

    private static JsonArray list(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (!(value instanceof JsonArray)) {
            object.add(name, new JsonArray());
        }
        return object.getAsJsonArray(name);
    }
}
