package io.kubevirt.ee.model.downward;

import java.nio.charset.StandardCharsets;

/**
 * The disk on which vhostmd tells a guest its figures: a header of four numbers, big endian, then
 * the text. Whoever reads it reads again while the header says that it is being written, and where
 * the sum of the bytes is another.
 *
 * @param text what it holds
 */
public record VhostmdDisk(String text) {

    /** How large the disk is, whatever it holds. */
    public static final int SIZE_BYTES = 256 * 1024;

    /** Where the text begins. */
    public static final int HEADER_BYTES = 16;

    private static final byte[] SIGNATURE = "mvbd".getBytes(StandardCharsets.US_ASCII);

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException when it does not fit
     */
    public VhostmdDisk {
        if (text.getBytes(StandardCharsets.UTF_8).length > SIZE_BYTES - HEADER_BYTES) {
            throw new IllegalArgumentException("more figures than a disk for them holds");
        }
    }

    /** The header while the text is being written. */
    public byte[] lockedHeader() {
        return header(1);
    }

    /** The header when it is written. */
    public byte[] header() {
        return header(0);
    }

    /** The text. */
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] header(int busy) {
        byte[] bytes = body();
        int sum = 0;
        for (byte value : bytes) {
            sum += Byte.toUnsignedInt(value);
        }
        byte[] header = new byte[HEADER_BYTES];
        System.arraycopy(SIGNATURE, 0, header, 0, SIGNATURE.length);
        put(header, 1, busy);
        put(header, 2, sum);
        put(header, 3, bytes.length);
        return header;
    }

    private static void put(byte[] header, int number, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            int shift = Byte.SIZE * (Integer.BYTES - 1 - i);
            header[number * Integer.BYTES + i] = (byte) (value >> shift);
        }
    }
}
