package io.kubevirt.ee.handler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentWaysTest {

    private static final Place PLACE =
            new Place(
                    new DomainView(
                            "ns1_vm1",
                            "uuid",
                            "uid-1",
                            "pod-1",
                            new DomainState.Running(),
                            OptionalLong.of(42)),
                    Optional.empty());

    private Duration longest = Duration.ZERO;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    /** What happens one after the other: an answer, a refusal (!), or silence (?). */
    private final class Scripted implements GuestAgent {
        private final Iterator<String> script;
        private final String connected;
        private final List<String> asked = new ArrayList<>();

        Scripted(String script, String connected) {
            this.script = Arrays.asList(script.split(" then ")).iterator();
            this.connected = connected;
        }

        @Override
        public boolean connected(DomainView domain) {
            if (connected.equals("away")) {
                throw new HypervisorUnavailable("libvirt does not answer");
            }
            return connected.equals("yes");
        }

        @Override
        public String ask(DomainView domain, AgentRequest request, Duration within)
                throws HypervisorRefused {
            asked.add(request.request());
            longest = within.compareTo(longest) > 0 ? within : longest;
            // A second passes with each question.
            now = now.plusSeconds(1);
            String next = script.hasNext() ? script.next() : "?";
            if (next.equals("?")) {
                throw new HypervisorUnavailable("no answer within 1 s");
            }
            if (next.startsWith("!")) {
                throw new HypervisorRefused(
                        HypervisorRefused.Kind.MAY_PASS, next.substring(1), null);
            }
            return "{\"return\": %s}".formatted(next);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                | yes  | Passed[]",
                "?                 | yes  | Failed[why=the guest's agent does not answer.]",
                "?                 | no   | Failed[why=the guest's agent is not connected.]",
                "?                 | away | NotAsked[]",
                "!no such command then !forbidden | yes  | Failed[why=the guest's agent: no such command.]",
            })
    void anAgentIsWellThatAnswers(String script, String connected, String outcome) {
        assertThat(ways(new Scripted(script, connected)).ping(PLACE, Duration.ofSeconds(1)))
                .hasToString(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'pid': 7} then {'exited': true, 'exitcode': 0} | Passed[]",
                "{'pid': 7} then {'exited': false} then {'exited': true, 'exitcode': 0} | Passed[]",
                "{'pid': 7} then {'exited': true, 'exitcode': 1}"
                        + " | Failed[why=/bin/test ended with exit code 1.]",
                "{'pid': 7} then {'exited': true, 'signal': 9}"
                        + " | Failed[why=/bin/test was ended by signal 9.]",
                "{'pid': 7} then {'exited': true}"
                        + " | Failed[why=/bin/test ended, and the guest does not say how.]",
                "{'pid': 7} then {'exited': false} then {'exited': false} then {'exited': false}"
                        + " then {'exited': false} | Failed[why=/bin/test has not ended within 3 s.]",
                "!no such file then 'thawed' | Failed[why=the guest's agent: no such file.]",
                "!no such file then !forbidden | Failed[why=the guest's agent: no such file.]",
                "!not now then 'frozen' | NotAsked[]",
                "{'pid': 7} then ? | Failed[why=the guest's agent does not answer.]",
                "3 then 'thawed' | Failed[why=the guest's agent: the guest's agent cannot be understood: x]",
            })
    void aProgramIsGoodThatEndsInTimeWithZero(String script, String outcome) {
        Scripted agent = new Scripted(script.replace('\'', '"'), "yes");

        ProbeOutcome seen =
                ways(agent)
                        .run(
                                PLACE,
                                new ProbeCheck.Exec(List.of("/bin/test", "-e", "/x")),
                                Duration.ofSeconds(3));

        assertThat(seen.toString().replaceAll("understood: .*", "understood: x]"))
                .isEqualTo(outcome);
        assertThat(agent.asked.getFirst())
                .isEqualTo(
                        "{\"execute\":\"guest-exec\",\"arguments\":"
                                + "{\"path\":\"/bin/test\",\"arg\":[\"-e\",\"/x\"]}}");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 5", "3600, 10"})
    void aSilentAgentKeepsNobodyWaitingForLong(int timeout, int within) {
        ways(new Scripted("?", "yes")).ping(PLACE, Duration.ofSeconds(timeout));

        assertThat(longest).isEqualTo(Duration.ofSeconds(within));
    }

    private AgentWays ways(GuestAgent agent) {
        return new AgentWays(agent, () -> now);
    }
}
