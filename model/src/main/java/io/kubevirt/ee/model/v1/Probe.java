package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1ExecAction;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1TCPSocketAction;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A check of the guest, with one way of checking. At {@code spec.livenessProbe} of a
 * VirtualMachineInstance and elsewhere.
 */
@RecordBuilder
public record Probe(
        V1ExecAction exec,
        Integer failureThreshold,
        GuestAgentPing guestAgentPing,
        V1HTTPGetAction httpGet,
        Integer initialDelaySeconds,
        Integer periodSeconds,
        Integer successThreshold,
        V1TCPSocketAction tcpSocket,
        Integer timeoutSeconds) {}
