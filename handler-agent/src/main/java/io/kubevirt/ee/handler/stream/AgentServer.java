package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.runtime.tls.MutualTls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/**
 * The agent's web server, on three ports: streams of guests and requests about them over mutual
 * TLS, for virt-api alone; answers over plain HTTP, for the kubelet; and metrics over TLS, for
 * whoever scrapes the node. No port serves what belongs to another.
 */
public final class AgentServer implements AutoCloseable {

    private static final String STREAMS = "streams";
    private static final String ANSWERS = "answers";
    private static final String METRICS = "metrics";
    private static final int MAX_THREADS = 24;
    private static final int MIN_THREADS = 4;

    private final Server server;
    private final ServerConnector streamConnector;
    private final ServerConnector answerConnector;
    private final ServerConnector metricsConnector;
    private final OpenStreams streams;

    /**
     * A server that {@link #start} starts.
     *
     * @param guests which guests can be streamed
     * @param connector connects to them
     * @param operations what else is asked of guests on the streams' port
     * @param answers what is answered on the plain port, by path
     * @param metrics what is answered on the metrics' port, by path
     * @param clock paces the looks at the certificates
     * @throws IOException when the certificates cannot be read
     */
    public AgentServer(
            AgentServerSettings settings,
            StreamedGuests guests,
            GuestConnector connector,
            GuestOperations operations,
            Map<String, Supplier<HttpAnswer>> answers,
            Map<String, Supplier<HttpAnswer>> metrics,
            InstantSource clock)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("agent-server");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        streams = new OpenStreams(connector, settings.pingEvery(), settings.sendDeadline());
        SSLContext tls = tls(settings, clock);
        streamConnector = tlsConnector(STREAMS, tls, true, settings.streamPort());
        metricsConnector = tlsConnector(METRICS, tls, false, settings.metricsPort());
        answerConnector =
                connector(
                        ANSWERS, new ServerConnector(server, 1, 1, http()), settings.answerPort());
        answerConnector.setHost(settings.answerHost());
        server.addConnector(streamConnector);
        server.addConnector(answerConnector);
        server.addConnector(metricsConnector);
        ContextHandler streamContext =
                context(
                        STREAMS,
                        new Handler.Sequence(
                                new OperationHandler(operations),
                                new StreamHandler(guests, streams)));
        ServerWebSocketContainer.ensure(server, streamContext);
        server.setHandler(
                new ContextHandlerCollection(
                        streamContext,
                        context(ANSWERS, new AnswerHandler(Map.copyOf(answers))),
                        context(METRICS, new AnswerHandler(Map.copyOf(metrics)))));
    }

    /**
     * Begins to listen.
     *
     * @throws IOException when a port is taken
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException taken) {
            throw taken;
        } catch (Exception failed) {
            throw new IOException("the agent's web server does not start", failed);
        }
    }

    /** The port of the streams, as bound. */
    public int streamPort() {
        return streamConnector.getLocalPort();
    }

    /** The port of the plain answers, as bound. */
    public int answerPort() {
        return answerConnector.getLocalPort();
    }

    /** The port of the metrics, as bound. */
    public int metricsPort() {
        return metricsConnector.getLocalPort();
    }

    @Override
    public void close() {
        streams.close();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the agent's web server does not stop", failed);
        }
    }

    private static SSLContext tls(AgentServerSettings settings, InstantSource clock)
            throws IOException {
        try {
            return MutualTls.context(settings.certificates(), settings.peerCommonName(), clock);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(
                    "certificates in %s cannot be used".formatted(settings.certificates()),
                    unreadable);
        }
    }

    private ServerConnector tlsConnector(
            String name, SSLContext context, boolean needsClientCertificate, int port) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(context);
        tls.setNeedClientAuth(needsClientCertificate);
        HttpConnectionFactory http = http();
        // Clients reach a node by its address, not by a name of its certificate.
        http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector =
                new ServerConnector(
                        server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
        return connector(name, connector, port);
    }

    private static ServerConnector connector(String name, ServerConnector connector, int port) {
        connector.setName(name);
        connector.setPort(port);
        return connector;
    }

    private static ContextHandler context(String connector, Handler handler) {
        ContextHandler context = new ContextHandler(handler, "/");
        context.setVirtualHosts(List.of("@" + connector));
        return context;
    }

    private static HttpConnectionFactory http() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }
}
