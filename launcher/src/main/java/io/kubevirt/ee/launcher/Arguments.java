package io.kubevirt.ee.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The command line. Name, namespace and uid also tell the agent, which reads it in /proc, whose
 * launcher this is.
 *
 * @param directory where launcher and agent leave their files
 */
record Arguments(String vmiName, String vmiNamespace, String vmiUid, Path directory) {

    static final String USAGE =
            "usage: virt-launcher --vmi-name NAME --vmi-namespace NAMESPACE --vmi-uid UID [--directory DIR]";

    private static final Path DIRECTORY = Path.of("/var/run/kubevirt");

    /**
     * Reads pairs of option and value.
     *
     * @throws IllegalArgumentException with one line that names the wrong argument
     */
    static Arguments parse(String... arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--vmi-name", "--vmi-namespace", "--vmi-uid", "--directory" -> {
                    if (i + 1 == arguments.length || arguments[i + 1].isEmpty()) {
                        throw new IllegalArgumentException(arguments[i] + " has no value");
                    }
                    options.put(arguments[i], arguments[i + 1]);
                }
                default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
        }
        return new Arguments(
                required(options, "--vmi-name"),
                required(options, "--vmi-namespace"),
                required(options, "--vmi-uid"),
                options.containsKey("--directory")
                        ? Path.of(options.get("--directory"))
                        : DIRECTORY);
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
