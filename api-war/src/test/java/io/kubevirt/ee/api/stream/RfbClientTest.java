package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RfbClientTest {
    private static final int RED = 0xff0000;
    private static final int BLUE = 0x0000ff;

    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();

    @Test
    void thePictureIsWhatTheUpdatesShow() throws IOException {
        FakeScreen server =
                FakeScreen.open(4, 3)
                        .says(2)
                        .says(3, 0, 0, 0, 0, 0, 0, 2, 'h', 'i')
                        .says(1, 0, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9)
                        .updates(2)
                        .rectangle(0, 0, 4, 2, 0, RED)
                        .rectangle(0, 2, 1, 1, 0, BLUE)
                        .updates(1)
                        .rectangle(1, 2, 3, 1, 0, 0x123456);
        BufferedImage picture = picture(server, false);
        assertThat(picture.getWidth()).isEqualTo(4);
        assertThat(picture.getHeight()).isEqualTo(3);
        assertThat(picture.getRGB(3, 1)).isEqualTo(0xff000000 | RED);
        assertThat(picture.getRGB(0, 2)).isEqualTo(0xff000000 | BLUE);
        assertThat(picture.getRGB(1, 2)).isEqualTo(0xff123456);
    }

    @Test
    void itAsksForAllOfTheScreenInRawPixelsAndShared() throws IOException {
        picture(FakeScreen.open(2, 1).updates(1).rectangle(0, 0, 2, 1, 0, RED), false);
        byte[] expected =
                FakeClient.bytes(
                        "RFB 003.008\n",
                        1,
                        1,
                        FakeClient.list(0, 0, 0, 0),
                        FakeClient.list(32, 24, 1, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0),
                        FakeClient.list(2, 0, 0, 1, 0, 0, 0, 0),
                        FakeClient.list(3, 0, 0, 0, 0, 0, 0, 2, 0, 1));
        assertThat(asked.toByteArray()).isEqualTo(expected);
    }

    @Test
    void itMovesTheCursorWhereThatIsAskedFor() throws IOException {
        picture(FakeScreen.open(2, 1).updates(1).rectangle(0, 0, 2, 1, 0, RED), true);
        byte[] sent = asked.toByteArray();
        byte[] moves = FakeClient.bytes(FakeClient.list(5, 0, 0, 0, 0, 0, 5, 0, 0, 1, 0, 1));
        int request = sent.length - 10;
        assertThat(Arrays.copyOfRange(sent, request - moves.length, request)).isEqualTo(moves);
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                refused(new FakeScreen().says("HTTP/1.1 400".chars().toArray()), "no VNC server"),
                refused(new FakeScreen().greets(2), "lets nobody in"),
                refused(new FakeScreen().greets(), "lets nobody in"),
                refused(new FakeScreen().greets(2, 1).lets(1), "refuses"),
                refused(FakeScreen.open(0, 100), "0 by 100 cannot be shown"),
                refused(FakeScreen.open(65535, 65535), "cannot be shown"),
                refused(FakeScreen.open(2, 2).says(250), "message of type 250"),
                refused(FakeScreen.open(2, 2).says(3, 0, 0, 0, 255, 255, 255, 255), "4294967295"),
                refused(
                        FakeScreen.open(2, 2).updates(1).rectangle(0, 0, 2, 2, 16, RED),
                        "not asked for"),
                refused(
                        FakeScreen.open(2, 2).updates(1).rectangle(1, 0, 2, 2, 0, RED),
                        "not on its screen"),
                refused(
                        FakeScreen.open(2, 2).updates(1).rectangle(0, 65535, 1, 1, 0, RED),
                        "not on its screen"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aServerThatDoesNotBehaveIsLeft(FakeScreen server, String words) {
        assertThatThrownBy(() -> picture(server, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aServerThatEndsShowsNothing() {
        assertThatThrownBy(() -> picture(FakeScreen.open(2, 2), false))
                .isInstanceOf(EOFException.class);
    }

    private BufferedImage picture(FakeScreen server, boolean moveCursor) throws IOException {
        return new RfbClient(new ByteArrayInputStream(server.bytes()), asked).picture(moveCursor);
    }

    private static Arguments refused(FakeScreen server, String words) {
        return Arguments.of(server, words);
    }

    /** Bytes as a client writes them. */
    private static final class FakeClient {
        static int[] list(int... octets) {
            return octets;
        }

        static byte[] bytes(Object... parts) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Object part : parts) {
                switch (part) {
                    case String text -> text.chars().forEach(all::write);
                    case Integer octet -> all.write(octet);
                    case int[] octets -> Arrays.stream(octets).forEach(all::write);
                    default -> throw new IllegalArgumentException(part.toString());
                }
            }
            return all.toByteArray();
        }
    }
}
