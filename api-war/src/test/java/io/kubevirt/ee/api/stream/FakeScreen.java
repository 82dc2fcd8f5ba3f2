package io.kubevirt.ee.api.stream;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a VNC server says, one thing after the other: its client's answers never change it. */
public final class FakeScreen {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Write {
        void to(DataOutputStream out) throws IOException;
    }

    /** A server that lets anybody in. */
    public static FakeScreen open(int width, int height) {
        return new FakeScreen().greets(1).lets(0).shows(width, height, "QEMU (ns_vm)");
    }

    /** The version, and the ways to say who one is. */
    public FakeScreen greets(int... securityTypes) {
        return write(
                to -> {
                    to.writeBytes("RFB 003.008\n");
                    to.writeByte(securityTypes.length);
                    for (int type : securityTypes) {
                        to.writeByte(type);
                    }
                });
    }

    /** The result of that, 0 for in. */
    public FakeScreen lets(int result) {
        return write(to -> to.writeInt(result));
    }

    /** The size and the name of the screen. */
    public FakeScreen shows(int width, int height, String name) {
        return write(
                to -> {
                    to.writeShort(width);
                    to.writeShort(height);
                    to.write(new byte[16]);
                    to.writeInt(name.length());
                    to.writeBytes(name);
                });
    }

    /** A beginning of an update. */
    public FakeScreen updates(int rectangles) {
        return write(
                to -> {
                    to.writeShort(0);
                    to.writeShort(rectangles);
                });
    }

    /** A rectangle of one color. */
    public FakeScreen rectangle(int x, int y, int width, int height, int encoding, int color) {
        return write(
                to -> {
                    to.writeShort(x);
                    to.writeShort(y);
                    to.writeShort(width);
                    to.writeShort(height);
                    to.writeInt(encoding);
                    for (int pixel = 0; pixel < width * height; pixel++) {
                        to.writeInt(color);
                    }
                });
    }

    /** Anything else. */
    public FakeScreen says(int... octets) {
        return write(
                to -> {
                    for (int octet : octets) {
                        to.writeByte(octet);
                    }
                });
    }

    /** All of it. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    private FakeScreen write(Write write) {
        try {
            write.to(out);
        } catch (IOException unforeseen) {
            throw new UncheckedIOException(unforeseen);
        }
        return this;
    }
}
