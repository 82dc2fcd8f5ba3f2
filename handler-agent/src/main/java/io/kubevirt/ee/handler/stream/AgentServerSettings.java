package io.kubevirt.ee.handler.stream;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the agent's web server listens.
 *
 * @param streamPort mutual TLS, on all addresses of the node; 0: any free one
 * @param answerHost the address of the plain answers
 * @param answerPort plain HTTP; 0: any free one
 * @param metricsPort TLS without a client's certificate, on all addresses of the node; 0: any free
 *     one
 * @param certificates directory with tls.crt, tls.key and ca.crt, read again when they change
 * @param peerCommonName the subject common name that clients must have
 * @param pingEvery how often clients of streams are asked for a sign of life; three missed ones end
 *     it
 * @param sendDeadline how long a client may take for one chunk before it is cut off
 */
public record AgentServerSettings(
        int streamPort,
        String answerHost,
        int answerPort,
        int metricsPort,
        Path certificates,
        String peerCommonName,
        Duration pingEvery,
        Duration sendDeadline) {

    /** The common name of virt-api's client certificate. */
    public static final String PEER = "kubevirt.io:system:client:virt-handler";

    /** Less than what proxies on the way take for silence. */
    public static final Duration PING_EVERY = Duration.ofSeconds(20);

    /** A guest never waits longer than this for whoever watches its console. */
    public static final Duration SEND_DEADLINE = Duration.ofSeconds(10);
}
