package io.kubevirt.ee.handler.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kubevirt.ee.handler.device.FakeKubelet.Manner;
import io.kubevirt.ee.handler.device.v1beta1.DevicePluginOptions;
import io.kubevirt.ee.handler.device.v1beta1.DeviceSpec;
import io.kubevirt.ee.handler.device.v1beta1.ListAndWatchResponse;
import io.kubevirt.ee.handler.device.v1beta1.RegisterRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real gRPC over real sockets; the kubelet alone is a fake. */
class SharedDeviceIT {

    private static final Duration STOP = Duration.ofSeconds(5);

    @TempDir Path folder;

    private final AtomicBoolean usable = new AtomicBoolean(true);
    private final AtomicInteger count = new AtomicInteger(1000);
    private SharedDevice devices;

    @BeforeEach
    void start() {
        devices = new SharedDevice(DeviceKind.KVM, folder, () -> true, usable::get, count::get);
        devices.start();
    }

    @AfterEach
    void stop() throws Exception {
        devices.stop(STOP);
    }

    @Test
    void theKubeletIsToldAndAsksForAllThatItNeeds() throws Exception {
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.COMES)) {
            RegisterRequest told = next(kubelet.registered);
            assertThat(told.getVersion()).isEqualTo("v1beta1");
            assertThat(told.getResourceName()).isEqualTo("devices.kubevirt.io/kvm");
            assertThat(told.getEndpoint()).isEqualTo("kubevirt-kvm.sock");

            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Healthy");
            assertThat(kubelet.options()).isEqualTo(DevicePluginOptions.getDefaultInstance());
            assertThat(kubelet.allocate("kvm7").getContainerResponsesList())
                    .singleElement()
                    .satisfies(
                            given ->
                                    assertThat(given.getDevicesList())
                                            .containsExactly(
                                                    DeviceSpec.newBuilder()
                                                            .setHostPath("/dev/kvm")
                                                            .setContainerPath("/dev/kvm")
                                                            .setPermissions("rw")
                                                            .build()));
        }
    }

    @Test
    void whatIsOfferedFollowsTheDeviceAndTheCluster() throws Exception {
        usable.set(false);
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.COMES)) {
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Unhealthy");
            assertThatThrownBy(() -> kubelet.allocate("kvm0"))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("/dev/kvm of this node cannot be used");

            usable.set(true);
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Healthy");
            usable.set(false);
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Unhealthy");
            count.set(3);
            assertThat(health(next(kubelet.lists))).isEqualTo("3 Unhealthy");
        }
    }

    @Test
    void anotherDeviceIsOfferedOnceItIsToBeAndStays() throws Exception {
        devices.stop(STOP);
        AtomicBoolean offered = new AtomicBoolean();
        devices =
                new SharedDevice(
                        DeviceKind.VHOST_VSOCK, folder, offered::get, usable::get, count::get);
        devices.start();
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.COMES)) {
            assertThat(kubelet.registered.poll(3, TimeUnit.SECONDS)).isNull();
            offered.set(true);
            assertThat(next(kubelet.registered).getResourceName())
                    .isEqualTo("devices.kubevirt.io/vhost-vsock");
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Healthy");
            offered.set(false);
            usable.set(false);
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Unhealthy");
            usable.set(true);
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Healthy");
            assertThat(kubelet.allocate("vhost-vsock7").getContainerResponses(0).getDevicesList())
                    .extracting(DeviceSpec::getHostPath)
                    .containsExactly("/dev/vhost-vsock");
        }
    }

    /** A kubelet that starts removes the sockets of all plugins. */
    @Test
    void anotherKubeletIsToldAgain() throws Exception {
        try (FakeKubelet first = FakeKubelet.start(folder, Manner.COMES)) {
            next(first.lists);
        }
        try (FakeKubelet second = FakeKubelet.start(folder, Manner.COMES)) {
            next(second.registered);
            assertThat(health(next(second.lists))).isEqualTo("1000 Healthy");
            assertThat(second.allocate("kvm0").getContainerResponsesCount()).isEqualTo(1);
        }
    }

    @Test
    void aKubeletThatRefusesIsAskedAgain() throws Exception {
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.REFUSES_TWICE)) {
            next(kubelet.registered);
            next(kubelet.registered);
            next(kubelet.registered);
            assertThat(health(next(kubelet.lists))).isEqualTo("1000 Healthy");
        }
    }

    @Test
    void aKubeletThatDoesNotComeIsToldAgain() throws Exception {
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.STAYS_AWAY)) {
            next(kubelet.registered);
            next(kubelet.registered);
        }
    }

    @Test
    void itsEndIsSeenByTheKubeletAndLeavesNoSocket() throws Exception {
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.COMES)) {
            next(kubelet.lists);
            devices.stop(STOP);
            assertThat(kubelet.left.get(FakeKubelet.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(Status.OK);
            assertThat(Files.exists(folder.resolve("kubevirt-kvm.sock"))).isFalse();
        }
    }

    @Test
    void aKubeletThatNeverAnswersKeepsNobodyFromEnding() throws Exception {
        try (FakeKubelet kubelet = FakeKubelet.start(folder, Manner.NEVER_ANSWERS)) {
            next(kubelet.registered);
            Instant before = Instant.now();
            devices.stop(STOP);
            assertThat(Duration.between(before, Instant.now())).isLessThan(STOP.plusSeconds(2));
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(FakeKubelet.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    /** How many there are, and how they are where all are alike. */
    private static String health(ListAndWatchResponse list) {
        return list.getDevicesCount()
                + " "
                + String.join(
                        ",",
                        list.getDevicesList().stream()
                                .map(device -> device.getHealth())
                                .distinct()
                                .toList());
    }
}
