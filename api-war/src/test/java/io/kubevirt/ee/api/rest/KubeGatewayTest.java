package io.kubevirt.ee.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class KubeGatewayTest {
    @Test
    void whatWentWrongOnTheWayIsSaidWithoutSayingWhere() {
        assertThat(status(new HttpTimeoutException("https://10.0.0.1"))).isEqualTo(504);
        assertThat(status(new CancellationException())).isEqualTo(504);
        assertThat(status(new ConnectException("10.0.0.1"))).isEqualTo(503);
        assertThat(status(new IOException("10.0.0.1: reset"))).isEqualTo(503);
        assertThat(status(new CompletionException(new ConnectException()))).isEqualTo(503);
        assertThat(KubeGateway.failed(new IOException("10.0.0.1: reset")).problem().detail())
                .doesNotContain("10.0.0.1");
    }

    @Test
    void anAnswerThatIsTooLongIsNoLostConnection() {
        BodySubscriber<byte[]> body = BodySubscribers.limiting(BodySubscribers.ofByteArray(), 1);
        body.onSubscribe(
                new Flow.Subscription() {
                    @Override
                    public void request(long count) {}

                    @Override
                    public void cancel() {}
                });
        body.onNext(List.of(ByteBuffer.allocate(2)));
        Throwable thrown =
                Assertions.catchThrowable(() -> body.getBody().toCompletableFuture().join());
        assertThat(status(thrown)).isEqualTo(502);
    }

    private static int status(Throwable thrown) {
        return KubeGateway.failed(thrown).problem().status();
    }
}
