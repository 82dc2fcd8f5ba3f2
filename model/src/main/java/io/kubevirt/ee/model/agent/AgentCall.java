package io.kubevirt.ee.model.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A request with arguments.
 *
 * @param execute its name in the agent's protocol
 * @param arguments as the protocol names them
 */
public record AgentCall(String execute, JsonObject arguments) implements AgentRequest {

    private static final long NANOS_OF_SECOND = 1_000_000_000;

    /** Run a program in the guest; its output is not looked at. */
    public static AgentCall run(List<String> command) {
        JsonArray rest = new JsonArray();
        command.stream().skip(1).forEach(rest::add);
        JsonObject arguments = new JsonObject();
        arguments.addProperty("path", command.getFirst());
        arguments.add("arg", rest);
        return new AgentCall("guest-exec", arguments);
    }

    /** Tell what became of a program. */
    public static AgentCall outcome(long pid) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("pid", pid);
        return new AgentCall("guest-exec-status", arguments);
    }

    /** Set the guest's clock. */
    public static AgentCall setTime(Instant now) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("time", now.getEpochSecond() * NANOS_OF_SECOND + now.getNano());
        return new AgentCall("guest-set-time", arguments);
    }

    /** Give a user these keys to log in with, and no others. */
    public static AgentCall authorizedKeys(String user, List<String> keys) {
        JsonArray lines = new JsonArray();
        keys.forEach(lines::add);
        JsonObject arguments = new JsonObject();
        arguments.addProperty("username", user);
        arguments.add("keys", lines);
        arguments.addProperty("reset", true);
        return new AgentCall("guest-ssh-add-authorized-keys", arguments);
    }

    /** Give a user this password. */
    public static AgentCall password(String user, String password) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("username", user);
        arguments.addProperty(
                "password",
                Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8)));
        arguments.addProperty("crypted", false);
        return new AgentCall("guest-set-user-password", arguments);
    }

    /** Without the arguments: they may be a password. */
    @Override
    public String toString() {
        return execute;
    }

    @Override
    public String request() {
        JsonObject whole = new JsonObject();
        whole.addProperty("execute", execute);
        whole.add("arguments", arguments);
        return whole.toString();
    }
}
