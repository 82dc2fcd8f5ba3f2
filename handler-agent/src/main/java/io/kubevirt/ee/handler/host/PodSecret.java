package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Texts of a Secret that the kubelet keeps in the launcher pod: a file for each key. */
final class PodSecret {

    private PodSecret() {}

    /** The texts by their keys. */
    static SortedMap<String, String> read(PinnedProcess launcher, String name, String folder)
            throws IOException, GuestRefused {
        String what = "Secret " + name;
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : PodFolder.read(launcher, folder, what).entrySet()) {
            texts.put(file.getKey(), text(file.getValue(), what + ": key " + file.getKey()));
        }
        return texts;
    }

    private static String text(byte[] content, String what) throws GuestRefused {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException binary) {
            throw new GuestRefused(GuestRefused.Kind.MAY_PASS, what + " is no UTF-8 text");
        }
    }
}
