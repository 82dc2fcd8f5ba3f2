package io.kubevirt.ee.handler.agent;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the node's kubelet gives containers processors of their own, which it notes in its state.
 *
 * @param state the kubelet's file {@code cpu_manager_state}; need not exist
 */
record CpuManager(Path state) {

    private static final String POLICY = "policyName";
    private static final String STATIC = "static";

    /** As the kubelet's policy is now. */
    boolean givesProcessors() {
        try {
            return Optional.of(JsonParser.parseString(Files.readString(state)))
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject)
                    .map(CpuManager::policy)
                    .filter(STATIC::equals)
                    .isPresent();
        } catch (IOException | JsonParseException unknown) {
            return false;
        }
    }

    private static String policy(JsonObject state) {
        JsonElement policy = state.get(POLICY);
        return policy != null && policy.isJsonPrimitive() ? policy.getAsString() : "";
    }
}
