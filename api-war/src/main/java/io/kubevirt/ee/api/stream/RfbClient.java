package io.kubevirt.ee.api.stream;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * As much of the VNC protocol (RFC 6143) as one picture of a screen needs. What comes is a guest's:
 * nothing of it is believed beyond its bounds.
 */
final class RfbClient {
    /** 4096 by 2160: its picture is a fifth of what the server has of memory. */
    static final int MOST_PIXELS = 4096 * 2160;

    private static final String VERSION = "RFB 003.008\n";
    private static final int NO_AUTHENTICATION = 1;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int PIXEL_FORMAT_BYTES = 16;
    private static final int COLOR_BYTES = 6;

    /** 32 bits a pixel, 24 of them color, true color, 8 bits each of red, green and blue. */
    private static final byte[] FORMAT = {
        32, 24, 1, 1, 0, (byte) 255, 0, (byte) 255, 0, (byte) 255, 16, 8, 0, 0, 0, 0
    };

    private final DataInputStream in;
    private final DataOutputStream wire;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(message);

    RfbClient(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.wire = new DataOutputStream(out);
    }

    /**
     * Takes a picture of the whole screen.
     *
     * @param moveCursor moves the pointer first, which wakes a screen that sleeps
     * @throws IOException when the server does not behave, or its screen is too large
     */
    BufferedImage picture(boolean moveCursor) throws IOException {
        shakeHands();
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        in.skipNBytes(PIXEL_FORMAT_BYTES);
        skipText();
        if (width == 0 || height == 0 || (long) width * height > MOST_PIXELS) {
            throw new IOException("a screen of %d by %d cannot be shown".formatted(width, height));
        }
        ask(width, height, moveCursor);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        long seen = 0;
        while (seen < (long) width * height) {
            seen += readMessage(image);
        }
        return image;
    }

    private void shakeHands() throws IOException {
        byte[] version = in.readNBytes(VERSION.length());
        if (!new String(version, StandardCharsets.US_ASCII).startsWith("RFB 003.")) {
            throw new IOException("no VNC server answers");
        }
        out.writeBytes(VERSION);
        send();
        int types = in.readUnsignedByte();
        boolean open = false;
        for (byte type : in.readNBytes(types)) {
            open |= type == NO_AUTHENTICATION;
        }
        if (!open) {
            throw new IOException("the VNC server lets nobody in");
        }
        out.writeByte(NO_AUTHENTICATION);
        send();
        if (in.readInt() != 0) {
            throw new IOException("the VNC server refuses");
        }
        // Shared: who watches already is not sent away.
        out.writeByte(1);
        send();
    }

    private void ask(int width, int height, boolean moveCursor) throws IOException {
        out.writeInt(0); // SetPixelFormat
        out.write(FORMAT);
        out.writeShort(2 << 8); // SetEncodings: one, raw
        out.writeShort(1);
        out.writeInt(0);
        if (moveCursor) {
            pointAt(0, 0);
            pointAt(1, 1);
        }
        out.writeShort(3 << 8); // FramebufferUpdateRequest: not incremental
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(width);
        out.writeShort(height);
        send();
    }

    private void pointAt(int x, int y) throws IOException {
        out.writeShort(5 << 8); // PointerEvent: no button
        out.writeShort(x);
        out.writeShort(y);
    }

    /** Returns how many pixels it brought. */
    private long readMessage(BufferedImage image) throws IOException {
        int type = in.readUnsignedByte();
        switch (type) {
            case 0 -> {
                return readUpdate(image);
            }
            case 1 -> { // SetColorMapEntries
                in.skipNBytes(3);
                in.skipNBytes((long) in.readUnsignedShort() * COLOR_BYTES);
            }
            case 2 -> {} // Bell
            case 3 -> { // ServerCutText
                in.skipNBytes(3);
                skipText();
            }
            default -> throw new IOException("the VNC server sent a message of type " + type);
        }
        return 0;
    }

    private long readUpdate(BufferedImage image) throws IOException {
        in.skipNBytes(1);
        long pixels = 0;
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            pixels += readRectangle(image);
        }
        return pixels;
    }

    private long readRectangle(BufferedImage image) throws IOException {
        int x = in.readUnsignedShort();
        int y = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        if (in.readInt() != 0) {
            throw new IOException("the VNC server sent an encoding that was not asked for");
        }
        if (x + width > image.getWidth() || y + height > image.getHeight()) {
            throw new IOException("the VNC server sent what is not on its screen");
        }
        byte[] bytes = new byte[width * Integer.BYTES];
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int line = 0; line < height; line++) {
            in.readFully(bytes);
            ByteBuffer.wrap(bytes)
                    .asIntBuffer()
                    .get(pixels, (y + line) * image.getWidth() + x, width);
        }
        return (long) width * height;
    }

    private void skipText() throws IOException {
        long length = Integer.toUnsignedLong(in.readInt());
        if (length > LONGEST_TEXT) {
            throw new IOException("the VNC server sent a text of %d bytes".formatted(length));
        }
        in.skipNBytes(length);
    }

    /** Each answer as one message. */
    private void send() throws IOException {
        wire.write(message.toByteArray());
        wire.flush();
        message.reset();
    }
}
