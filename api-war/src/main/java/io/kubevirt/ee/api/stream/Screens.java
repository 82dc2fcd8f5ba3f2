package io.kubevirt.ee.api.stream;

import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Takes pictures of guests' screens. Who watches a screen has the precedence. */
@ApplicationScoped
public class Screens {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A picture takes memory that there is once. */
    private final Semaphore one = new Semaphore(1);

    @Inject StreamedInstances instances;
    @Inject AgentDialer agents;

    /**
     * Returns a picture as PNG.
     *
     * @throws StatusException when there is none to be had, with KubeVirt's code for the reason
     */
    byte[] png(Target.Subresource target, boolean moveCursor) {
        URI agent = instances.agent(StreamRequest.PICTURE, target);
        awaitTurn();
        try {
            return png(picture(agent, moveCursor));
        } catch (IOException failed) {
            throw new StatusException(
                    ApiStatus.internalError(
                            "failed to retrieve the VNC screen: " + failed.getMessage()),
                    failed);
        } finally {
            one.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!one.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StatusException(
                        ApiStatus.tooManyRequests("other pictures are being taken, try again"));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StatusException(ApiStatus.serviceUnavailable("virt-api stops"), stopping);
        }
    }

    private BufferedImage picture(URI agent, boolean moveCursor) throws IOException {
        AgentPipe pipe = new AgentPipe(PATIENCE);
        pipe.opened(agents.open(StreamKind.VNC, agent, pipe));
        try {
            return new RfbClient(pipe.in(), pipe.out()).picture(moveCursor);
        } finally {
            pipe.leave();
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }
}
