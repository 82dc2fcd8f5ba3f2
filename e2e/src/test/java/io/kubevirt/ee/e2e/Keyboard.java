package io.kubevirt.ee.e2e;

/** As much of the VNC protocol as somebody at a keyboard needs. */
final class Keyboard {

    private static final byte NO_AUTHENTICATION = 1;
    private static final byte SHARED = 1;
    private static final int RETURN = 0xff0d;
    private static final int SHIFT = 0xffe1;

    private final GuestWire wire;

    /** Is let in to the screen; the order of what is said does not depend on the answers. */
    Keyboard(GuestWire wire) {
        this.wire = wire;
        wire.awaitText("RFB 003.008\n");
        wire.send("RFB 003.008\n");
        wire.awaitText("RFB 003.008\n\u0001\u0001");
        wire.send(NO_AUTHENTICATION);
        wire.send(SHARED);
        wire.awaitText("QEMU");
    }

    /** Types a line on a US keyboard. */
    void type(String line) {
        line.chars().forEach(this::press);
        press(RETURN);
    }

    private void press(int keysym) {
        boolean shifted = keysym < RETURN && (Character.isUpperCase(keysym) || keysym == '>');
        if (shifted) {
            key(SHIFT, true);
        }
        key(keysym, true);
        key(keysym, false);
        if (shifted) {
            key(SHIFT, false);
        }
    }

    private void key(int keysym, boolean down) {
        wire.send(
                (byte) 4,
                (byte) (down ? 1 : 0),
                (byte) 0,
                (byte) 0,
                (byte) (keysym >> 24),
                (byte) (keysym >> 16),
                (byte) (keysym >> 8),
                (byte) keysym);
    }
}
