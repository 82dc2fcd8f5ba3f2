package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A disk image inside a container image; what the guest writes is lost with it. At {@code
 * spec.volumes[].containerDisk} of a VirtualMachineInstance.
 *
 * @param path path in the image; when absent the only file under /disk
 */
@RecordBuilder
public record ContainerDiskSource(
        @Required String image, String imagePullPolicy, String imagePullSecret, String path) {}
