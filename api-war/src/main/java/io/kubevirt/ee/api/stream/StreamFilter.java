package io.kubevirt.ee.api.stream;

import io.kubevirt.ee.api.access.AccessFilter;
import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.api.kube.ClusterErrors;
import io.kubevirt.ee.api.server.StatusAnswer;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves streams. The connection is upgraded last, when the agent has taken the stream: so whatever
 * is in the way is told as a Status with its code, and the caller knows whether to ask again.
 */
public class StreamFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** Bytes as they come: the one subprotocol, here and at the agent. */
    static final String SUBPROTOCOL = "plain.kubevirt.io";

    private static final String PRESERVE_SESSION = "preserveSession";

    @Inject private transient StreamedInstances instances;
    @Inject private transient AgentDialer agents;
    @Inject private transient StreamDesk desk;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            Optional<StreamRequest> stream = stream(request);
            if (stream.isEmpty()) {
                chain.doFilter(request, response);
            } else {
                open(request, response, stream.get());
            }
        } catch (StatusException refusal) {
            StatusAnswer.write(response, refusal.status());
        } catch (KubeException e) {
            StatusAnswer.write(response, ClusterErrors.ofRead(e));
        }
    }

    private static Optional<StreamRequest> stream(HttpServletRequest request) {
        return request.getAttribute(AccessFilter.GRANTED) instanceof Target.Subresource target
                ? StreamRequest.of(
                        target,
                        request.getRequestURI(),
                        () -> request.getParameter(PRESERVE_SESSION))
                : Optional.empty();
    }

    private void open(
            HttpServletRequest request, HttpServletResponse response, StreamRequest stream)
            throws IOException, ServletException {
        Target.Subresource target = (Target.Subresource) request.getAttribute(AccessFilter.GRANTED);
        URI agent = instances.agent(stream, target);
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw new StatusException(
                    ApiStatus.badRequest(
                            target.subresource() + " is a stream: ask for a WebSocket upgrade"));
        }
        Bridge bridge = desk.open(target.namespace() + "/" + target.name(), stream.datagrams());
        boolean upgraded = false;
        try {
            WebSocket toAgent = agents.open(stream.kind(), agent, bridge.agentSide());
            bridge.agentOpened(toAgent);
            upgrade(request, response, bridge);
            upgraded = true;
        } finally {
            if (!upgraded) {
                bridge.end(Ending.goingAway("the caller is gone"));
            }
        }
    }

    private static void upgrade(
            HttpServletRequest request, HttpServletResponse response, Bridge bridge)
            throws IOException, ServletException {
        ServerContainer container =
                (ServerContainer)
                        request.getServletContext().getAttribute(ServerContainer.class.getName());
        ServerEndpointConfig endpoint =
                ServerEndpointConfig.Builder.create(ClientSide.class, request.getRequestURI())
                        .subprotocols(List.of(SUBPROTOCOL))
                        .configurator(new ClientSide.Maker(bridge))
                        .build();
        try {
            container.upgradeHttpToWebSocket(request, response, endpoint, Map.of());
        } catch (DeploymentException unforeseen) {
            throw new ServletException(unforeseen);
        }
    }
}
