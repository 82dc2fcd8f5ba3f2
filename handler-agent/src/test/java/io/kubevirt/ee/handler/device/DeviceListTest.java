package io.kubevirt.ee.handler.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.device.v1beta1.Device;
import io.kubevirt.ee.handler.device.v1beta1.ListAndWatchResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceListTest {

    @ParameterizedTest
    @CsvSource({
        "1000, true, Healthy",
        "1000, false, Unhealthy",
        "1, true, Healthy",
        "0, true, none",
        "0, false, none"
    })
    void thereIsANameForEachGuestAndAllAreAsTheDeviceIs(int count, boolean usable, String health) {
        ListAndWatchResponse list = new DeviceList("kvm", count, usable).message();

        assertThat(list.getDevicesList()).hasSize(count);
        assertThat(list.getDevicesList())
                .extracting(Device::getID)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("kvm[0-9]+"));
        assertThat(list.getDevicesList())
                .allSatisfy(device -> assertThat(device.getHealth()).isEqualTo(health));
    }
}
