package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import java.util.Optional;

/**
 * What one of a machine's references leads to.
 *
 * @param <S> the spec of an instancetype or of a preference
 */
public sealed interface Lookup<S> {
    /** The machine has no such reference. */
    record None<S>() implements Lookup<S> {}

    /**
     * It was not looked up.
     *
     * @param recorded what the machine's status has of this very reference
     */
    record Unread<S>(Optional<InstancetypeStatusRef> recorded) implements Lookup<S> {}

    /**
     * It leads to a spec.
     *
     * @param ref what the machine's status is to say of it
     * @param toStore the revision that keeps the spec as it is now; empty when one does
     */
    record Found<S>(S spec, InstancetypeStatusRef ref, Optional<V1ControllerRevision> toStore)
            implements Lookup<S> {}

    /**
     * It leads to nothing.
     *
     * @param why in the words of the API server or of KubeVirt
     */
    record Missing<S>(String why) implements Lookup<S> {}

    /** The spec, if one was found. */
    default Optional<S> found() {
        return this instanceof Found<S> found ? Optional.of(found.spec()) : Optional.empty();
    }

    /** Why there is none, if one was looked for in vain. */
    default Optional<String> missing() {
        return this instanceof Missing<S> missing ? Optional.of(missing.why()) : Optional.empty();
    }
}
