package io.kubevirt.ee.handler.device;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.kubevirt.ee.handler.device.v1beta1.AllocateRequest;
import io.kubevirt.ee.handler.device.v1beta1.AllocateResponse;
import io.kubevirt.ee.handler.device.v1beta1.ContainerAllocateResponse;
import io.kubevirt.ee.handler.device.v1beta1.DevicePluginOptions;
import io.kubevirt.ee.handler.device.v1beta1.DeviceSpec;
import io.kubevirt.ee.handler.device.v1beta1.Empty;
import io.kubevirt.ee.handler.device.v1beta1.ListAndWatchResponse;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the kubelet can ask of a device. Nothing here waits, so one thread answers all. */
final class DevicePlugin {

    private static final String READ_AND_WRITE = "rw";

    private final String path;
    private final Set<StreamObserver<ListAndWatchResponse>> watchers = new LinkedHashSet<>();
    private DeviceList offered;

    /**
     * @param path the device's, on the node and in containers
     * @param offered what is offered at first
     */
    DevicePlugin(String path, DeviceList offered) {
        this.path = path;
        this.offered = offered;
    }

    /** Its calls, for a server. */
    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(KubeletApi.DEVICE_PLUGIN)
                .addMethod(KubeletApi.OPTIONS, ServerCalls.asyncUnaryCall(DevicePlugin::options))
                .addMethod(
                        KubeletApi.LIST_AND_WATCH,
                        ServerCalls.asyncServerStreamingCall(this::listAndWatch))
                .addMethod(KubeletApi.ALLOCATE, ServerCalls.asyncUnaryCall(this::allocate))
                .build();
    }

    /** Tells all who watch, where it is something else than before; whether it is. */
    synchronized boolean offer(DeviceList list) {
        if (list.equals(offered)) {
            return false;
        }
        offered = list;
        ListAndWatchResponse message = list.message();
        watchers.forEach(watcher -> watcher.onNext(message));
        return true;
    }

    /** Whether anybody watches: the kubelet does once it knows us. */
    synchronized boolean watched() {
        return !watchers.isEmpty();
    }

    /** Ends all watches, which tells the kubelet that the device is away. */
    synchronized void end() {
        watchers.forEach(StreamObserver::onCompleted);
        watchers.clear();
    }

    private static void options(Empty asked, StreamObserver<DevicePluginOptions> answer) {
        answer(answer, DevicePluginOptions.getDefaultInstance());
    }

    private synchronized void listAndWatch(
            Empty asked, StreamObserver<ListAndWatchResponse> watcher) {
        // A handler of its own also keeps messages to one who is gone from being errors.
        ((ServerCallStreamObserver<ListAndWatchResponse>) watcher)
                .setOnCancelHandler(() -> forget(watcher));
        watchers.add(watcher);
        watcher.onNext(offered.message());
    }

    private synchronized void forget(StreamObserver<ListAndWatchResponse> watcher) {
        watchers.remove(watcher);
    }

    private void allocate(AllocateRequest asked, StreamObserver<AllocateResponse> answer) {
        if (!usable()) {
            answer.onError(
                    Status.UNAVAILABLE
                            .withDescription(path + " of this node cannot be used")
                            .asRuntimeException());
            return;
        }
        ContainerAllocateResponse given =
                ContainerAllocateResponse.newBuilder()
                        .addDevices(
                                DeviceSpec.newBuilder()
                                        .setHostPath(path)
                                        .setContainerPath(path)
                                        .setPermissions(READ_AND_WRITE))
                        .build();
        AllocateResponse.Builder all = AllocateResponse.newBuilder();
        asked.getContainerRequestsList().forEach(container -> all.addContainerResponses(given));
        answer(answer, all.build());
    }

    private synchronized boolean usable() {
        return offered.usable();
    }

    private static <T> void answer(StreamObserver<T> to, T message) {
        to.onNext(message);
        to.onCompleted();
    }
}
