package io.kubevirt.ee.api.it;

import io.kubevirt.ee.handler.stream.AgentServer;
import io.kubevirt.ee.handler.stream.AgentServerSettings;
import io.kubevirt.ee.handler.stream.GuestDevice;
import io.kubevirt.ee.handler.stream.HttpAnswer;
import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A node's agent, as far as streams go: its own server, with the guests' ends in the test's hand.
 */
final class Agent implements AutoCloseable {
    static final String NODE = "it-node";
    static final String NAME = "kubevirt.io:system:node:virt-handler";

    /** Where virt-api looks for it. */
    static final int PORT = Integer.getInteger("it.agent.port");

    private static final Duration PATIENT = Duration.ofMinutes(2);
    private static final int MANY = 128;

    private static final Set<String> OPERATIONS =
            Set.of(
                    "pause",
                    "unpause",
                    "freeze",
                    "unfreeze",
                    "softreboot",
                    "reset",
                    "guestosinfo",
                    "userlist",
                    "filesystemlist");

    private final Map<String, Answer> guests = new ConcurrentHashMap<>();
    private final BlockingQueue<SocketChannel> opened = new ArrayBlockingQueue<>(MANY);
    private final ServerSocketChannel qemu = ServerSocketChannel.open();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile HttpAnswer answer = new HttpAnswer(202, "application/json", "{}");
    private final AgentServer server;
    private final Path certificates;

    /**
     * Starts an agent on the port where virt-api looks for it.
     *
     * @param commonName of its certificate
     */
    Agent(Path directory, String commonName) throws IOException {
        this(directory, commonName, PORT);
    }

    /**
     * Starts an agent elsewhere.
     *
     * @param port 0 for any
     */
    Agent(Path directory, String commonName, int port) throws IOException {
        Stage stage = Stage.current();
        certificates = directory;
        stage.own().leaf("CN=" + commonName).writePem(directory, stage.own().certificate());
        qemu.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server =
                new AgentServer(
                        new AgentServerSettings(
                                port,
                                "127.0.0.1",
                                0,
                                0,
                                directory,
                                AgentServerSettings.PEER,
                                PATIENT,
                                PATIENT),
                        (namespace, name) -> guests.getOrDefault(name, new Answer.NotHere()),
                        (uid, device, slot) -> connect(),
                        this::operation,
                        Map.of(),
                        Map.of(),
                        InstantSource.system());
        server.start();
    }

    /** Starts the agent of {@link #NODE}; returns when guests can be asked for through the API. */
    static Agent started(Path directory) throws Exception {
        Agent agent = new Agent(directory, NAME);
        register(NODE);
        Guests.awaitSubresources(Duration.ofSeconds(60));
        return agent;
    }

    /** Shows a certificate of another authority from now on, and takes only such. */
    void turnTo(TestAuthority authority) throws Exception {
        authority.leaf("CN=" + NAME, "127.0.0.1").writePem(certificates, authority.certificate());
    }

    private SocketChannel connect() throws IOException {
        SocketChannel agentEnd = SocketChannel.open(qemu.getLocalAddress());
        opened.add(qemu.accept());
        return agentEnd;
    }

    /** Where it listens. */
    int port() {
        return server.streamPort();
    }

    private Optional<HttpAnswer> operation(String method, String path, String body) {
        if (!OPERATIONS.contains(path.substring(path.lastIndexOf('/') + 1))) {
            return Optional.empty();
        }
        asked.add(method + " " + path + " " + body);
        return Optional.of(answer);
    }

    /** What was asked for that is no stream: method, path and body. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** What is answered to it from now on. */
    void answers(HttpAnswer from) {
        answer = from;
    }

    /** A guest that runs. */
    void runs(String name) {
        guests.put(
                name,
                new Answer.Running(
                        name,
                        EnumSet.allOf(GuestDevice.class),
                        Optional.of(InetAddress.getLoopbackAddress())));
    }

    /** A guest that does not run yet. */
    void knows(String name) {
        guests.put(name, new Answer.NotRunning());
    }

    /** The guest's end of the stream that was opened next. */
    SocketChannel guest() throws InterruptedException {
        SocketChannel channel = opened.poll(30, TimeUnit.SECONDS);
        if (channel == null) {
            throw new AssertionError("no stream was opened at the agent");
        }
        return channel;
    }

    /** Makes the pod by which virt-api finds the agent of the node. */
    static void register(String node) throws Exception {
        Http administrator = Stage.current().administrator();
        String pods = "/api/v1/namespaces/kubevirt/pods";
        String name = "virt-handler-" + node;
        Http.Answer answer =
                administrator.post(
                        pods,
                        Manifests.one(
                                "{metadata: {name: %s, labels: {kubevirt.io: virt-handler}}, spec:"
                                                .formatted(name)
                                        + " {nodeName: %s, containers: [{name: virt-handler, image: x}]}}"
                                                .formatted(node)));
        if (answer.code() != 409) {
            Guests.require(answer, 201);
        }
        Guests.require(
                administrator.mergePatch(
                        pods + "/" + name + "/status",
                        "{\"status\":{\"phase\":\"Running\",\"podIP\":\"127.0.0.1\",\"podIPs\":[{\"ip\":\"127.0.0.1\"}]}}"),
                200);
    }

    @Override
    public void close() {
        server.close();
        try {
            qemu.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
