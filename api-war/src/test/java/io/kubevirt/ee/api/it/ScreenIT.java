package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.stream.FakeScreen;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Screens of guests, and pictures of them, all the way but for the guest. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ScreenIT {
    private static final int GREEN = 0x00ff00;

    @TempDir private Path directory;
    private Agent agent;
    private String name;

    @BeforeEach
    void startAgent() throws Exception {
        agent = Agent.started(directory.resolve("agent"));
        name = Guests.newName("screen");
        Guests.withInstance(
                name, "{\"phase\": \"Running\", \"nodeName\": \"%s\"}".formatted(Agent.NODE));
        agent.runs(name);
    }

    @AfterEach
    void stopAgent() {
        agent.close();
    }

    @Test
    void aPictureIsAPngOfTheWholeScreen() throws Exception {
        FakeScreen screen =
                FakeScreen.open(720, 400).updates(1).rectangle(0, 0, 720, 400, 0, GREEN);
        HttpResponse<byte[]> answer = screenshot(screen, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(picture.getWidth()).isEqualTo(720);
        assertThat(picture.getHeight()).isEqualTo(400);
        assertThat(picture.getRGB(719, 399) & 0xffffff).isEqualTo(GREEN);
    }

    @Test
    void picturesFollowOneAnother() throws Exception {
        FakeScreen screen = FakeScreen.open(8, 8).updates(1).rectangle(0, 0, 8, 8, 0, GREEN);
        for (int i = 0; i < 3; i++) {
            assertThat(screenshot(screen, "?moveCursor=true").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aScreenThatShowsNothingIsToldInAStatus() throws Exception {
        HttpResponse<byte[]> answer = screenshot(new FakeScreen().greets(2), "");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("failed to retrieve the VNC screen", "\"kind\":\"Status\"");
    }

    @Test
    void whoWatchesIsLeftAloneWhereThatIsAskedFor() throws Exception {
        Terminal first = Terminal.open(administrator(), vnc("?preserveSession=true"));
        SocketChannel guest = agent.guest();

        HttpResponse<?> refused = Terminal.refused(administrator(), vnc("?preserveSession=true"));
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body())
                .asString()
                .contains("Active VNC connection. Request denied.", "\"reason\":\"InternalError\"");
        Http.Answer picture = administrator().get(vnc("/screenshot"));
        assertThat(picture.code()).isEqualTo(500);
        assertThat(picture.message()).contains("Active VNC connection. Request denied.");

        guest.write(ByteBuffer.wrap("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII)));
        first.await("RFB 003.008");
        assertThat(first.isOpen()).isTrue();

        Terminal second = Terminal.open(administrator(), vnc(""));
        assertThat(first.closed()).isEqualTo("1001 another client connected to this device");
        second.leave();
    }

    @Test
    void aGuestThatDoesNotRunHasNoScreen() throws Exception {
        String pending = Guests.newName("screen");
        Guests.withInstance(pending, "{\"phase\": \"Scheduling\"}");
        for (String path : new String[] {"/vnc", "/vnc/screenshot"}) {
            Http.Answer answer =
                    administrator()
                            .get(
                                    Guests.SUBRESOURCES
                                            + "/virtualmachineinstances/"
                                            + pending
                                            + path);
            assertThat(answer.code()).isEqualTo(400);
            assertThat(answer.message()).isEqualTo("VMI is not running");
        }
    }

    /** Asks for a picture while the guest's end says what it has to say. */
    private HttpResponse<byte[]> screenshot(FakeScreen screen, String query) throws Exception {
        Http administrator = administrator();
        CompletableFuture<HttpResponse<byte[]>> answer =
                administrator
                        .client()
                        .sendAsync(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        administrator.base()
                                                                + vnc("/screenshot" + query)))
                                        .header("Accept", "application/json")
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
        try (SocketChannel guest = agent.guest()) {
            say(guest, screen.bytes());
            return answer.get(30, TimeUnit.SECONDS);
        }
    }

    private static void say(SocketChannel guest, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            guest.write(left);
        }
    }

    private String vnc(String rest) {
        return Guests.SUBRESOURCES + "/virtualmachineinstances/" + name + "/vnc" + rest;
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }
}
