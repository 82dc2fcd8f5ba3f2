package io.kubevirt.ee.api.lifecycle;

import com.google.gson.JsonParseException;
import io.kubevirt.ee.api.kube.Cluster.DryRun;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.util.List;

/** Reads the body of a request, whatever media type it is sent as. */
public final class Options {
    private Options() {}

    /**
     * The options.
     *
     * @throws StatusException 400 when they cannot be read
     */
    public static <T> T read(String body, Class<T> type, T whenEmpty) {
        if (body.isBlank()) {
            return whenEmpty;
        }
        try {
            T options = KubeJson.gson().fromJson(body, type);
            return options == null ? whenEmpty : options;
        } catch (JsonParseException | IllegalArgumentException unreadable) {
            throw new StatusException(
                    ApiStatus.badRequest(
                            "Can not unmarshal Request body to struct, error: "
                                    + unreadable.getMessage()),
                    unreadable);
        }
    }

    /** Whether the request is only tried. */
    public static DryRun dryRun(List<String> valuesOrNull) {
        List<String> values = Absent.list(valuesOrNull);
        if (values.isEmpty()) {
            return DryRun.NO;
        }
        if (values.equals(List.of("All"))) {
            return DryRun.ALL;
        }
        throw new StatusException(
                ApiStatus.badRequest(
                        "dryRun: %s is not supported, only [All] is".formatted(values)));
    }
}
