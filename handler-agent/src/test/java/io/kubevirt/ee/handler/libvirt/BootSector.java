package io.kubevirt.ee.handler.libvirt;

import java.util.HexFormat;

/**
 * The smallest guest that obeys: 38 bytes in a boot sector. It says "G" on the serial port, enables
 * the ACPI power button, and switches the machine off when that is pressed.
 */
public final class BootSector {

    private static final int SECTOR_BYTES = 512;
    private static final int IMAGE_BYTES = 1 << 20;

    private static final String CODE =
            "ba f8 03" // mov dx, 0x3f8    the serial port
                    + " b0 47" // mov al, 'G'
                    + " ee" // out dx, al
                    + " ba 02 06" // mov dx, 0x602    PM1 enable
                    + " b8 00 01" // mov ax, 0x100    power button
                    + " ef" // out dx, ax
                    + " ba 00 06" // wait: mov dx, 0x600    PM1 status
                    + " ed" // in ax, dx
                    + " f6 c4 01" // test ah, 1
                    + " 75 03" // jnz off
                    + " f4" // hlt            until the next timer tick
                    + " eb f4" // jmp wait
                    + " ba 04 06" // off: mov dx, 0x604    PM1 control
                    + " b8 00 20" // mov ax, 0x2000   sleep enable, type S5
                    + " ef" // out dx, ax
                    + " f4" // hlt
                    + " eb fd"; // jmp -1

    /** Tells the ISA panic device that the kernel panicked, and stands still. */
    private static final String PANIC =
            "ba 05 05" // mov dx, 0x505    pvpanic
                    + " b0 01" // mov al, 1
                    + " ee" // out dx, al
                    + " f4" // hlt
                    + " eb fd"; // jmp -1

    /** Writes to its disk from the first 32 KiB on, 32 KiB at a time, then switches itself off. */
    private static final String WRITING =
            "31 c0" // xor ax, ax
                    + " 8e d8" // mov ds, ax
                    + " be 27 7c" // mov si, packet
                    + " b8 00 43" // next: mov ax, 0x4300    extended write
                    + " b2 80" // mov dl, 0x80
                    + " cd 13" // int 0x13
                    + " 66 83 44 08 40" // add dword [si+8], 64
                    + " 66 81 7c 08 00 40 00 00" // cmp dword [si+8], 0x4000
                    + " 72 ea" // jb next
                    + " ba 04 06" // mov dx, 0x604    PM1 control
                    + " b8 00 20" // mov ax, 0x2000   sleep enable, type S5
                    + " ef" // out dx, ax
                    + " f4" // hlt
                    + " eb fd" // jmp -1
                    + " 10 00 40 00 00 80 00 00" // packet: 64 sectors from 0000:8000
                    + " 40 00 00 00 00 00 00 00"; // to this sector, the first time

    /** What {@link #writingImage} writes until it is done. */
    public static final int WRITTEN_BYTES = 0x4000 * SECTOR_BYTES;

    private BootSector() {}

    /** The boot sector of a guest that fills its disk. */
    public static byte[] writingImage() {
        return image(WRITING);
    }

    /** A raw disk image of a guest that panics at once. */
    static byte[] panickingImage() {
        return image(PANIC);
    }

    /** A raw disk image. */
    static byte[] image() {
        return image(CODE);
    }

    private static byte[] image(String hex) {
        byte[] image = new byte[IMAGE_BYTES];
        byte[] code = HexFormat.ofDelimiter(" ").parseHex(hex);
        System.arraycopy(code, 0, image, 0, code.length);
        image[SECTOR_BYTES - 2] = 0x55;
        image[SECTOR_BYTES - 1] = (byte) 0xaa;
        return image;
    }
}
