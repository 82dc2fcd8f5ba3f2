package io.kubevirt.ee.handler.stream;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** Which guests of this node can be streamed. */
public interface StreamedGuests {

    /** Looks a guest up by the name of its VMI. */
    Answer find(String namespace, String name);

    /** What is known of a guest. */
    sealed interface Answer {

        /** This node has no such VMI. */
        record NotHere() implements Answer {}

        /** The VMI is here; its guest does not run (yet, or any more). */
        record NotRunning() implements Answer {}

        /**
         * The guest runs.
         *
         * @param vmiUid uid of its VMI
         * @param devices which of its devices can be streamed
         * @param address where its ports are, if it has a network
         */
        record Running(String vmiUid, Set<GuestDevice> devices, Optional<InetAddress> address)
                implements Answer {}
    }
}
