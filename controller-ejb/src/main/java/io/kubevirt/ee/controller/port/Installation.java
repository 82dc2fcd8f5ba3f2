package io.kubevirt.ee.controller.port;

import io.kubevirt.ee.model.installation.Component;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtStatus;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;

/** What is installed, and the resource that tells of it. */
public interface Installation {
    /** The KubeVirt resource as its watch last showed it. */
    Optional<KubeVirt> cached(Key key);

    /** The KubeVirt resource as the API server has it. */
    Optional<KubeVirt> live(Key key);

    /** Every program, as the watches last showed it; those that are not there too. */
    List<Component> components();

    /** The version of this program. */
    String version();

    /** Where its image is from, if that is known. */
    Optional<String> registry();

    /** Changes what differs in the resource's status. */
    Write<KubeVirt> writeStatus(KubeVirt read, KubeVirtStatus status);
}
