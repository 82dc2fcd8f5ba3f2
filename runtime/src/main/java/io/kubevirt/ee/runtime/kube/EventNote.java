package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.openapi.models.V1ObjectReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an Event says.
 *
 * @param about the object it is about
 * @param type {@code Normal} or {@code Warning}
 * @param reason one word
 * @param message for people
 */
record EventNote(V1ObjectReference about, String type, String reason, String message) {
    private static final int HASH_CHARS = 16;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MESSAGE = 1024;

    EventNote {
        message =
                message.length() > LONGEST_MESSAGE
                        ? message.substring(0, LONGEST_MESSAGE)
                        : message;
    }

    /**
     * The Event's name: the same for the same news from the same source, so that repetitions are
     * counted.
     */
    String name(String source) {
        String what =
                String.join("|", String.valueOf(about.getUid()), type, reason, message, source);
        String object = String.valueOf(about.getName());
        return object.substring(0, Math.min(object.length(), LONGEST_NAME)) + "." + hash(what);
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
