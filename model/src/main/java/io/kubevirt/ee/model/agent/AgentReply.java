package io.kubevirt.ee.model.agent;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import java.util.List;

/**
 * What the agent answers, as its protocol shapes it. A guest is not trusted: what it says is cut to
 * a length that its object in the API can hold, and what has another shape is refused.
 */
final class AgentReply {

    private static final Gson GSON = new Gson();
    private static final int LONGEST_LIST = 256;

    private AgentReply() {}

    record Info(
            String version, @SerializedName("supported_commands") Command[] supportedCommands) {}

    record Command(String name, Boolean enabled) {}

    record Program(long pid) {}

    record ProgramStatus(
            boolean exited, @SerializedName("exitcode") Integer exitCode, Integer signal) {}

    record HostName(@SerializedName("host-name") String name) {}

    record Os(
            String id,
            String name,
            String version,
            String machine,
            @SerializedName("pretty-name") String prettyName,
            @SerializedName("version-id") String versionId,
            @SerializedName("kernel-release") String kernelRelease,
            @SerializedName("kernel-version") String kernelVersion) {}

    record TimeZone(String zone, int offset) {}

    record User(String user, String domain, @SerializedName("login-time") Double loginTime) {}

    record FileSystem(
            String name,
            String mountpoint,
            String type,
            @SerializedName("used-bytes") long usedBytes,
            @SerializedName("total-bytes") long totalBytes,
            Disk[] disk) {}

    record Disk(String serial, @SerializedName("bus-type") String busType) {}

    record Interface(
            String name,
            @SerializedName("hardware-address") String mac,
            @SerializedName("ip-addresses") Address[] addresses) {}

    record Address(@SerializedName("ip-address") String ip) {}

    /**
     * The value of a reply.
     *
     * @throws UnreadableReply when the agent did not keep to its protocol
     */
    static <T> T read(String reply, Class<T> type) {
        try {
            JsonObject whole = GSON.fromJson(reply, JsonObject.class);
            JsonElement value = whole == null ? null : whole.get("return");
            T read = value == null ? null : GSON.fromJson(value, type);
            if (read == null) {
                throw new UnreadableReply("it says nothing", null);
            }
            return read;
        } catch (JsonParseException | NumberFormatException odd) {
            throw new UnreadableReply(odd.getMessage(), odd);
        }
    }

    /** A text of the guest; nothing stays nothing. */
    static String text(String ofGuestOrNull) {
        return AgentText.cut(ofGuestOrNull);
    }

    /** A list of the guest, without what is no item. */
    static <T> List<T> list(T[] ofGuestOrNull) {
        return ofGuestOrNull == null
                ? List.of()
                : Arrays.stream(ofGuestOrNull)
                        .filter(item -> item != null)
                        .limit(LONGEST_LIST)
                        .toList();
    }
}
