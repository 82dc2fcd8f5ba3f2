package io.kubevirt.ee.handler.device;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.kubevirt.ee.handler.device.v1beta1.RegisterRequest;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * gRPC over sockets of files: a server at one, and calls to another. One thread, and no pools of
 * memory: a few messages a day pass here.
 */
final class PluginServer {

    private static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(1);
    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final ByteBufAllocator MEMORY = new UnpooledByteBufAllocator(false, true);

    private final EventLoopGroup thread =
            new MultiThreadIoEventLoopGroup(
                    1,
                    Thread.ofPlatform().daemon().name("device-plugin").factory(),
                    NioIoHandler.newFactory());
    private final Path socket;
    private final ServerServiceDefinition service;
    private Optional<Server> server = Optional.empty();
    private Optional<SocketId> bound = Optional.empty();

    PluginServer(Path socket, ServerServiceDefinition service) {
        this.socket = socket;
        this.service = service;
    }

    /** The socket that it listens on. */
    Optional<SocketId> bound() {
        return bound;
    }

    /** Listens, on a new socket; whatever was at its path is gone. */
    void open() throws IOException, InterruptedException {
        close();
        Files.deleteIfExists(socket);
        Server opened =
                NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                        .channelType(NioServerDomainSocketChannel.class)
                        .bossEventLoopGroup(thread)
                        .workerEventLoopGroup(thread)
                        .withChildOption(ChannelOption.ALLOCATOR, MEMORY)
                        .directExecutor()
                        .maxInboundMessageSize(LONGEST_MESSAGE)
                        .addService(service)
                        .build()
                        .start();
        server = Optional.of(opened);
        bound = SocketId.at(socket);
    }

    /** Tells the kubelet at a socket about this server. */
    void register(Path kubelet, String resource) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(kubelet))
                        .channelType(NioDomainSocketChannel.class)
                        .eventLoopGroup(thread)
                        .withOption(ChannelOption.ALLOCATOR, MEMORY)
                        .directExecutor()
                        .overrideAuthority("localhost")
                        .usePlaintext()
                        .build();
        try {
            ClientCalls.blockingUnaryCall(
                    channel,
                    KubeletApi.REGISTER,
                    CallOptions.DEFAULT.withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS),
                    RegisterRequest.newBuilder()
                            .setVersion(KubeletApi.VERSION)
                            .setEndpoint(socket.getFileName().toString())
                            .setResourceName(resource)
                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    /** Ends the server, and removes its socket unless that is somebody else's by now. */
    void close() throws IOException, InterruptedException {
        if (server.isEmpty()) {
            return;
        }
        Server ending = server.get().shutdown();
        if (!ending.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
            ending.shutdownNow();
        }
        if (bound.isPresent() && bound.equals(SocketId.at(socket))) {
            Files.deleteIfExists(socket);
        }
        server = Optional.empty();
        bound = Optional.empty();
    }

    /** Ends its thread: nothing can be opened any more. */
    void end() throws IOException, InterruptedException {
        close();
        thread.shutdownGracefully(0, END.toMillis(), TimeUnit.MILLISECONDS);
    }
}
