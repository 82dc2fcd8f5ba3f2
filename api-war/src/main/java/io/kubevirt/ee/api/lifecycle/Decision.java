package io.kubevirt.ee.api.lifecycle;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.patch.JsonPatch;
import java.util.List;

/** What a lifecycle request comes to: writes, or a refusal before any write. */
public sealed interface Decision {
    /**
     * The request is accepted (202): these writes, in this order, and none after one that fails.
     */
    record Accepted(List<Write> writes) implements Decision {
        public Accepted {
            writes = List.copyOf(writes);
        }

        static Accepted of(Write... writes) {
            return new Accepted(List.of(writes));
        }
    }

    /** The request is refused; nothing is written. */
    record Refused(V1Status status) implements Decision {}

    /** One write to the API server. Each patch tests what it was decided on. */
    sealed interface Write {
        /** Returns the patch to send. */
        JsonPatch patch();
    }

    /** Changes the machine's spec. */
    record PatchMachine(JsonPatch patch) implements Write {}

    /** Changes the machine's status, by its subresource. */
    record PatchMachineStatus(JsonPatch patch) implements Write {}

    /** Changes the running instance. */
    record PatchInstance(JsonPatch patch) implements Write {}
}
