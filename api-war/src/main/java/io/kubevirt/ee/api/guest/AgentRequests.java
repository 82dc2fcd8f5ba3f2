package io.kubevirt.ee.api.guest;

import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.api.stream.AgentAddress;
import io.kubevirt.ee.api.stream.AgentDialer;
import io.kubevirt.ee.runtime.kube.KubeJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** Sends requests to the nodes' agents, by mutual TLS. */
@ApplicationScoped
public class AgentRequests {
    /** Requests that may wait for guests: each holds a thread of the server. */
    private static final int MOST_WAITING = 8;

    private static final int LONGEST_ANSWER_BYTES = 4 * 1024 * 1024;
    private static final int FIRST_FAILURE = 300;

    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    @Inject ApiConfig config;
    @Inject Cluster cluster;
    @Inject AgentDialer agents;

    /**
     * Sends one.
     *
     * @param nodeName whose agent is asked
     * @param method of the request
     * @param path at the agent
     * @return what the agent answers
     * @throws StatusException when it does not do what it is asked for
     */
    String send(String nodeName, String method, String path, String body) {
        if (!waiting.tryAcquire()) {
            throw new StatusException(
                    ApiStatus.tooManyRequests(
                            "too many requests wait for guests to answer, try again"));
        }
        try {
            return await(request(nodeName, method, path, body));
        } finally {
            waiting.release();
        }
    }

    private HttpRequest request(String nodeName, String method, String path, String body) {
        String address =
                AgentAddress.of(cluster.handlerPods(nodeName))
                        .orElseThrow(
                                () -> failed("no virt-handler runs on node " + nodeName, null));
        return HttpRequest.newBuilder(
                        AgentAddress.url("https", address, config.handlerPort(), path))
                .timeout(config.handlerRequestTimeout())
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private String await(HttpRequest request) {
        try {
            HttpResponse<InputStream> answer =
                    agents.client().send(request, BodyHandlers.ofInputStream());
            String text = text(answer.body());
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw failed(message(answer.statusCode(), text), null);
            }
            return text;
        } catch (IOException silent) {
            throw failed(
                    "virt-handler at %s does not answer: %s"
                            .formatted(request.uri().getAuthority(), silent),
                    silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StatusException(ApiStatus.serviceUnavailable("virt-api stops"), stopping);
        }
    }

    private static String text(InputStream body) throws IOException {
        try (body) {
            byte[] bytes = body.readNBytes(LONGEST_ANSWER_BYTES + 1);
            if (bytes.length > LONGEST_ANSWER_BYTES) {
                throw new IOException("its answer is longer than is read");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The agent's own words, where it has any. */
    private static String message(int code, String text) {
        try {
            V1Status status = KubeJson.gson().fromJson(text, V1Status.class);
            if (status != null && status.getMessage() != null) {
                return status.getMessage();
            }
        } catch (JsonParseException | IllegalArgumentException other) {
            // Its code says enough.
        }
        return "virt-handler answered with HTTP " + code;
    }

    private static StatusException failed(String why, Throwable cause) {
        return new StatusException(ApiStatus.internalError(why), cause);
    }
}
