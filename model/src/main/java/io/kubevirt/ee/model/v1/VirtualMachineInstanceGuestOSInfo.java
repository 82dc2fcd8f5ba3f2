package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.guestOSInfo} of a VirtualMachineInstance. */
@RecordBuilder
public record VirtualMachineInstanceGuestOSInfo(
        String id,
        String kernelRelease,
        String kernelVersion,
        String machine,
        String name,
        String prettyName,
        String version,
        String versionId) {}
