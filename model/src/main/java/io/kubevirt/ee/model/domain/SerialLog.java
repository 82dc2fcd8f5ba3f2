package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DomainSpec;

/** Whether what a guest says on its serial console is kept as a container's log (ADR 14). */
public final class SerialLog {

    private SerialLog() {}

    /** Of a guest that has the console and asks for its log. */
    public static boolean isWanted(DomainSpec domain) {
        Devices devices = domain.devices();
        return Absent.flag(devices.logSerialConsole())
                && !Boolean.FALSE.equals(devices.autoattachSerialConsole());
    }
}
