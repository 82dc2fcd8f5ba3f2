package io.kubevirt.ee.handler.probe;

import io.kubernetes.client.openapi.models.V1HTTPHeader;
import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Checks a guest as the kubelet checks a container: from the node, at the address of the guest's
 * pod.
 */
final class NetworkWays {

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 400;

    // No probe finds the connection of the one before it. A call has its timeout as a whole: ten
    // seconds for each part, which the library has, would cut a longer one short.
    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                    .connectTimeout(Duration.ZERO)
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    .followRedirects(false)
                    .proxy(Proxy.NO_PROXY)
                    .retryOnConnectionFailure(false)
                    .sslSocketFactory(AnyCertificate.sockets(), AnyCertificate.INSTANCE)
                    .hostnameVerifier((host, session) -> true)
                    .build();

    ProbeOutcome connect(Place place, ProbeCheck.Tcp check, Duration atMost) {
        if (check.port() == 0) {
            return noPort();
        }
        if (place.address().isEmpty()) {
            return noAddress();
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            InetAddress.ofLiteral(place.address().get()), check.port()),
                    (int) atMost.toMillis());
            return new ProbeOutcome.Passed();
        } catch (IOException | IllegalArgumentException silent) {
            return new ProbeOutcome.Failed(
                    "port %d: %s.".formatted(check.port(), silent.getMessage()));
        }
    }

    ProbeOutcome get(Place place, ProbeCheck.Http check, Duration atMost) {
        if (check.port() == 0) {
            return noPort();
        }
        if (place.address().isEmpty()) {
            return noAddress();
        }
        try (Response response =
                client.newBuilder()
                        .callTimeout(atMost)
                        .build()
                        .newCall(request(place.address().get(), check))
                        .execute()) {
            return response.code() >= FIRST_GOOD && response.code() < FIRST_BAD
                    ? new ProbeOutcome.Passed()
                    : new ProbeOutcome.Failed(
                            "%s of port %d answers with %d."
                                    .formatted(check.path(), check.port(), response.code()));
        } catch (IOException | IllegalArgumentException silent) {
            return new ProbeOutcome.Failed(
                    "%s of port %d: %s."
                            .formatted(check.path(), check.port(), silent.getMessage()));
        }
    }

    private static Request request(String address, ProbeCheck.Http check) {
        HttpUrl guest =
                new HttpUrl.Builder()
                        .scheme(check.tls() ? "https" : "http")
                        .host(address)
                        .port(check.port())
                        .build();
        // A path of two slashes would name another host: whatever it is, the guest is asked.
        HttpUrl page =
                Optional.ofNullable(guest.resolve(check.path()))
                        .orElseThrow(() -> new IllegalArgumentException("is no path"))
                        .newBuilder()
                        .host(address)
                        .port(check.port())
                        .build();
        Request.Builder request = new Request.Builder().url(page).header("Accept", "*/*");
        for (V1HTTPHeader header : check.headers()) {
            request.addHeader(header.getName(), header.getValue());
        }
        return request.build();
    }

    private static ProbeOutcome noPort() {
        return new ProbeOutcome.Failed("none of the guest's interfaces has a port of that name.");
    }

    private static ProbeOutcome noAddress() {
        return new ProbeOutcome.Failed("the guest has no address yet.");
    }
}
