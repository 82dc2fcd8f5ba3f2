package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import java.time.Duration;

/** A write that a plan asks for. */
public sealed interface VmiAction {
    /** Puts our finalizer on the instance. */
    record AddFinalizer() implements VmiAction {}

    /** Takes our finalizer off the instance. */
    record RemoveFinalizer() implements VmiAction {}

    /** Creates the claim that keeps the machine's own memory. */
    record CreateClaim(V1PersistentVolumeClaim claim) implements VmiAction {}

    /**
     * Creates the launcher pod. A pod of this name that has the instance as its controller is the
     * pod.
     */
    record CreatePod(V1Pod pod) implements VmiAction {}

    /** Tells the launcher pod whether its guest is ready. */
    record TellPod(V1Pod pod, V1PodCondition condition) implements VmiAction {}

    /**
     * Deletes a pod, if it still is the one meant.
     *
     * @param grace how long its containers may take
     */
    record DeletePod(String name, String uid, Duration grace) implements VmiAction {}
}
