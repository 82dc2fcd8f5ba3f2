package io.kubevirt.ee.model.launcher;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of an instance's launcher pod: the same whenever it is asked for, so that a pod is never
 * made twice; another one for the next instance of the same name.
 */
public final class LauncherName {
    private static final String PREFIX = "virt-launcher-";
    private static final int HASH_CHARS = 5;

    /** A pod's name is its containers' host name where nothing else is said: a label, RFC 1123. */
    private static final int LONGEST = 63;

    private LauncherName() {}

    /** {@code virt-launcher-<name, cut>-<5 hex digits of a hash of the uid>}. */
    public static String of(VirtualMachineInstance vmi) {
        String name = vmi.metadata().getName();
        int room = LONGEST - PREFIX.length() - 1 - HASH_CHARS;
        String cut =
                name.length() <= room ? name : name.substring(0, room).replaceAll("[-.]+$", "");
        return PREFIX + cut + "-" + hash(vmi.metadata().getUid());
    }

    private static String hash(String uid) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(uid.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
