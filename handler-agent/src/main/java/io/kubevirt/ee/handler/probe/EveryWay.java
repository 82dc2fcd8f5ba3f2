package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import java.time.Duration;

/**
 * All ways of checking a guest.
 *
 * @param network by a connection to it
 * @param agents by its agent
 */
record EveryWay(NetworkWays network, AgentWays agents) implements GuestAsker {

    @Override
    public ProbeOutcome ask(Place place, ProbeCheck check, Duration atMost) {
        return switch (check) {
            case ProbeCheck.Http http -> network.get(place, http, atMost);
            case ProbeCheck.Tcp tcp -> network.connect(place, tcp, atMost);
            case ProbeCheck.Exec exec -> agents.run(place, exec, atMost);
            case ProbeCheck.Ping ping -> agents.ping(place, atMost);
        };
    }
}
