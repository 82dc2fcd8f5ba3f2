package io.kubevirt.ee.handler.stream;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the agent's web server listens.
 *
 * @param streamPort mutual TLS, on all addresses of the node; 0: any free one
 * @param answerPort plain HTTP, on 127.0.0.1; 0: any free one
 * @param certificates directory with tls.crt, tls.key and ca.crt, read again when they change
 * @param peerCommonName the subject common name that clients must have
 * @param pingEvery how often clients of streams are asked for a sign of life; three missed ones end
 *     it
 * @param sendDeadline how long a client may take for one chunk before it is cut off
 */
public record AgentServerSettings(
        int streamPort,
        int answerPort,
        Path certificates,
        String peerCommonName,
        Duration pingEvery,
        Duration sendDeadline) {

    /** The ports and names of the published manifests. */
    public static AgentServerSettings defaults(Path certificates) {
        return new AgentServerSettings(
                8186,
                8187,
                certificates,
                "kubevirt.io:system:client:virt-handler",
                Duration.ofSeconds(20),
                Duration.ofSeconds(10));
    }
}
