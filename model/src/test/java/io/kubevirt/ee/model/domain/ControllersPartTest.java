package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class ControllersPartTest {

    private final PartGolden part = new PartGolden(new ControllersPart());

    @Test
    void nothingOnUsbMeansNoUsb() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aTabletNeedsUsb() {
        part.assertMatches(
                "usb-tablet",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"inputs": [{"type": "tablet", "bus": "usb", "name": "t"}]}}"""));
    }

    @Test
    void slotsForClientsDevicesLeavePortsForOthers() {
        part.assertMatches(
                "usb-slots",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"clientPassthrough": {}}}"""));
    }

    @Test
    void aScsiDiskNeedsItsController() {
        part.assertMatches(
                "scsi",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"disks": [{"name": "a", "disk": {"bus": "scsi"}}, {"name": "u", "disk": {"bus": "usb"}}]}}"""));
    }
}
