package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EmptyDirVolumeSource;
import io.kubernetes.client.openapi.models.V1Volume;
import java.util.List;

/**
 * The container whose log is what the guest says on its serial console, and the volume in memory
 * through which that passes; names and manner are KubeVirt's, the program is not (ADR 14).
 */
final class SerialLogContainer {
    /** What users ask kubectl for. */
    static final String NAME = "guest-console-log";

    /** The pod's own name for the volume. */
    static final String VOLUME = "console-log";

    private static final String PROGRAM = "/usr/local/bin/console-log";

    private SerialLogContainer() {}

    /**
     * Started before the guest's container and ended after it, so that last words are printed;
     * started again when it ends in between.
     */
    static V1Container of(LauncherSettings settings) {
        return new V1Container()
                .name(NAME)
                .image(settings.image())
                .imagePullPolicy(settings.imagePullPolicy())
                .command(List.of(PROGRAM))
                .args(List.of(VolumePaths.SERIAL_LOG_FOLDER + "/" + VolumePaths.SERIAL_LOG))
                .restartPolicy("Always");
    }

    static V1Volume volume() {
        return new V1Volume()
                .name(VOLUME)
                .emptyDir(
                        new V1EmptyDirVolumeSource()
                                .medium("Memory")
                                .sizeLimit(
                                        Quantity.fromString(
                                                Long.toString(MemoryOverhead.SERIAL_LOG_BYTES))));
    }
}
