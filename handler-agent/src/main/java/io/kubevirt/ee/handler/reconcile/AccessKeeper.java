package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.model.access.AccessRequests;
import io.kubevirt.ee.model.access.AccessSecrets;
import io.kubevirt.ee.model.access.AccessState;
import io.kubevirt.ee.model.agent.AgentCall;
import io.kubevirt.ee.model.guest.AgentState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts keys and passwords into guests, and remembers which. In memory alone: a guest whose agent
 * comes back, and every guest of an agent that was restarted, gets them again, which changes
 * nothing.
 */
final class AccessKeeper {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);

    private record Last(String fingerprint, Optional<String> trouble, Instant at) {}

    private final GuestPorts ports;
    private final InstantSource clock;
    private final Map<String, Last> guests = new ConcurrentHashMap<>();

    AccessKeeper(GuestPorts ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    AccessState look(VirtualMachineInstance vmi, LauncherRef launcher, AgentState agent) {
        String uid = vmi.metadata().getUid();
        if (!AccessRequests.wanted(vmi.spec())) {
            return new AccessState.Nothing();
        }
        return switch (agent) {
            case AgentState.NotConnected none -> {
                forget(uid);
                yield new AccessState.Nothing();
            }
            case AgentState.Silent silent -> new AccessState.Nothing();
            case AgentState.Frozen frozen -> new AccessState.Nothing();
            case AgentState.Answering answering -> state(vmi, launcher);
        };
    }

    private AccessState state(VirtualMachineInstance vmi, LauncherRef launcher) {
        Last last = guests.get(vmi.metadata().getUid());
        if (last == null) {
            return new AccessState.Due();
        }
        if (last.trouble().isPresent()) {
            return last.at().plus(TRY_AGAIN_AFTER).isAfter(clock.instant())
                    ? new AccessState.Refused(last.trouble().get())
                    : new AccessState.Due();
        }
        try {
            return requests(vmi, launcher).fingerprint().equals(last.fingerprint())
                    ? new AccessState.Granted()
                    : new AccessState.Due();
        } catch (GuestRefused unreadable) {
            return new AccessState.Refused(unreadable.getMessage());
        }
    }

    /** What comes of it is what the next look finds. */
    void grant(VirtualMachineInstance vmi, LauncherRef launcher, DomainView domain) {
        guests.put(vmi.metadata().getUid(), granted(vmi, launcher, domain));
    }

    private Last granted(VirtualMachineInstance vmi, LauncherRef launcher, DomainView domain) {
        try {
            AccessRequests requests = requests(vmi, launcher);
            Optional<String> trouble = Optional.empty();
            for (AgentCall call : requests.calls()) {
                Optional<String> refusal = ask(domain, call);
                trouble = trouble.or(() -> refusal);
            }
            return new Last(requests.fingerprint(), trouble, clock.instant());
        } catch (GuestRefused | HypervisorUnavailable failed) {
            return new Last("", Optional.of(failed.getMessage()), clock.instant());
        }
    }

    /** A user whom the guest does not have keeps nobody else from logging in. */
    private Optional<String> ask(DomainView domain, AgentCall call) {
        try {
            ports.agents().ask(domain, call, ANSWER_DEADLINE);
            return Optional.empty();
        } catch (HypervisorRefused refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private AccessRequests requests(VirtualMachineInstance vmi, LauncherRef launcher)
            throws GuestRefused {
        AccessSecrets secrets = AccessSecrets.of(vmi.spec());
        Map<String, SortedMap<String, String>> texts = new HashMap<>();
        for (String name : AccessRequests.secrets(vmi.spec())) {
            texts.put(name, ports.host().secret(launcher, name, secrets.directory(name)));
        }
        return AccessRequests.of(vmi.spec(), texts);
    }

    void forget(String vmiUid) {
        guests.remove(vmiUid);
    }
}
