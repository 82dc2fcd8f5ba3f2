package io.kubevirt.ee.handler.device;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.kubevirt.ee.handler.device.v1beta1.AllocateRequest;
import io.kubevirt.ee.handler.device.v1beta1.AllocateResponse;
import io.kubevirt.ee.handler.device.v1beta1.ContainerAllocateRequest;
import io.kubevirt.ee.handler.device.v1beta1.DevicePluginOptions;
import io.kubevirt.ee.handler.device.v1beta1.Empty;
import io.kubevirt.ee.handler.device.v1beta1.ListAndWatchResponse;
import io.kubevirt.ee.handler.device.v1beta1.RegisterRequest;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The kubelet's side of device plugins, over real sockets. */
final class FakeKubelet implements AutoCloseable {

    /** What it does with who registers. */
    enum Manner {
        COMES,
        STAYS_AWAY,
        REFUSES_TWICE,
        NEVER_ANSWERS
    }

    static final int PATIENCE_SECONDS = 30;

    final BlockingQueue<RegisterRequest> registered = new LinkedBlockingQueue<>();
    final BlockingQueue<ListAndWatchResponse> lists = new LinkedBlockingQueue<>();
    final CompletableFuture<Status> left = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final EventLoopGroup threads =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Path folder;
    private final Manner manner;
    private final PluginServer server;
    private volatile ManagedChannel plugin;

    private FakeKubelet(Path folder, Manner manner) {
        this.folder = folder;
        this.manner = manner;
        this.server = new PluginServer(folder.resolve("kubelet.sock"), service());
    }

    /** As a real one starts: plugins' sockets are removed. */
    static FakeKubelet start(Path folder, Manner manner) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path socket : all.toList()) {
                Files.delete(socket);
            }
        }
        FakeKubelet kubelet = new FakeKubelet(folder, manner);
        kubelet.server.open();
        return kubelet;
    }

    DevicePluginOptions options() {
        return ClientCalls.blockingUnaryCall(
                plugin, KubeletApi.OPTIONS, withDeadline(), Empty.getDefaultInstance());
    }

    AllocateResponse allocate(String... ids) {
        return ClientCalls.blockingUnaryCall(
                plugin,
                KubeletApi.ALLOCATE,
                withDeadline(),
                AllocateRequest.newBuilder()
                        .addContainerRequests(
                                ContainerAllocateRequest.newBuilder()
                                        .addAllDevicesIds(List.of(ids)))
                        .build());
    }

    private static CallOptions withDeadline() {
        return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(KubeletApi.REGISTRATION)
                .addMethod(KubeletApi.REGISTER, ServerCalls.asyncUnaryCall(this::register))
                .build();
    }

    private void register(RegisterRequest request, StreamObserver<Empty> answer) {
        registered.add(request);
        if (manner == Manner.NEVER_ANSWERS) {
            return;
        }
        if (manner == Manner.REFUSES_TWICE && asked.incrementAndGet() <= 2) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        answer.onNext(Empty.getDefaultInstance());
        answer.onCompleted();
        if (manner != Manner.STAYS_AWAY) {
            // Beyond the call that it comes of.
            Context.ROOT.run(() -> watch(request.getEndpoint()));
        }
    }

    private void watch(String endpoint) {
        plugin =
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(folder.resolve(endpoint)))
                        .channelType(NioDomainSocketChannel.class)
                        .eventLoopGroup(threads)
                        .overrideAuthority("localhost")
                        .usePlaintext()
                        .build();
        ClientCalls.asyncServerStreamingCall(
                plugin.newCall(KubeletApi.LIST_AND_WATCH, CallOptions.DEFAULT),
                Empty.getDefaultInstance(),
                new StreamObserver<ListAndWatchResponse>() {
                    @Override
                    public void onNext(ListAndWatchResponse list) {
                        lists.add(list);
                    }

                    @Override
                    public void onError(Throwable error) {
                        left.complete(Status.fromThrowable(error));
                    }

                    @Override
                    public void onCompleted() {
                        left.complete(Status.OK);
                    }
                });
    }

    @Override
    public void close() throws IOException {
        if (plugin != null) {
            plugin.shutdownNow();
        }
        try {
            server.end();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
