package io.kubevirt.ee.model.guest;

import static io.kubevirt.ee.model.guest.Views.in;
import static io.kubevirt.ee.model.guest.Views.off;
import static io.kubevirt.ee.model.guest.Views.vmi;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.MarkedTable;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.probe.ProbeVerdict;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/why-stopped.md says what the code says, for every cause there is. */
class WhyStoppedTest {

    private static final EndEvidence OUT_OF_MEMORY =
            new EndEvidence(1, OptionalLong.of(200L << 20), Optional.empty(), false);
    private static final EndEvidence NODE_OUT_OF_MEMORY =
            new EndEvidence(1, OptionalLong.empty(), Optional.empty(), false);
    private static final EndEvidence KILLED =
            new EndEvidence(
                    0,
                    OptionalLong.empty(),
                    Optional.of("signal 15 of process 4711 (bash)"),
                    false);
    private static final EndEvidence FENCED =
            new EndEvidence(0, OptionalLong.empty(), Optional.empty(), true);

    @Test
    void everyEndHasItsRow() throws IOException {
        String rows =
                Stream.concat(Arrays.stream(OffCause.values()).flatMap(this::ends), others())
                        .collect(Collectors.joining());

        assertThat(rows).isEqualTo(MarkedTable.in("why-stopped.md", "ends", rows));
    }

    @Test
    void everyPauseHasItsRow() throws IOException {
        String rows =
                Arrays.stream(PauseCause.values())
                        .map(
                                cause ->
                                        pauseRow(
                                                cause,
                                                in(VmiPhase.RUNNING, new DomainState.Paused(cause))
                                                        .build()))
                        .collect(Collectors.joining());

        assertThat(rows).isEqualTo(MarkedTable.in("why-stopped.md", "pauses", rows));
    }

    private Stream<String> ends(OffCause cause) {
        GuestViewBuilder seen = in(VmiPhase.RUNNING, off(cause));
        String plain = endRow(cause + "", seen.build());
        return switch (cause) {
            case SHUTDOWN ->
                    Stream.of(
                            plain,
                            endRow(cause + ", asked to stop", asked(cause)),
                            endRow(
                                    cause + ", a signal in qemu's log",
                                    seen.evidence(KILLED).build()));
            case DESTROYED ->
                    Stream.of(
                            plain,
                            endRow(cause + ", asked to stop", asked(cause)),
                            endRow(
                                    cause + ", by a node that was cut off",
                                    seen.evidence(FENCED).build()));
            case CRASHED ->
                    Stream.of(
                            plain,
                            endRow(
                                    cause + ", counted by a cgroup with a limit",
                                    seen.evidence(OUT_OF_MEMORY).build()),
                            endRow(
                                    cause + ", counted by a cgroup without a limit",
                                    seen.evidence(NODE_OUT_OF_MEMORY).build()));
            case UNKNOWN, PANICKED, FAILED, SAVED, MIGRATED, REVERTED, OTHER -> Stream.of(plain);
        };
    }

    private Stream<String> others() {
        return Stream.of(
                endRow(
                        "the launcher is gone",
                        in(VmiPhase.RUNNING, Views.RUNNING).launcher(Views.GONE).build()),
                endRow(
                        "the liveness probe failed",
                        in(VmiPhase.RUNNING, Views.RUNNING)
                                .observation(
                                        Optional.of(
                                                Views.probed(
                                                        new ProbeVerdicts(
                                                                Optional.empty(),
                                                                Optional.of(
                                                                        new ProbeVerdict.Failing(
                                                                                "nobody listens at port 80."))))))
                                .build()),
                endRow("there is no domain", in(VmiPhase.RUNNING).build()),
                endRow(
                        "stopped before it was started",
                        in(VmiPhase.SCHEDULED)
                                .vmi(
                                        Optional.of(
                                                Views.deleted(
                                                        vmi(VmiPhase.SCHEDULED), Duration.ZERO)))
                                .build()));
    }

    private static GuestView asked(OffCause cause) {
        return in(VmiPhase.RUNNING, off(cause))
                .vmi(Optional.of(Views.deleted(vmi(VmiPhase.RUNNING), Duration.ZERO)))
                .build();
    }

    private static String endRow(String seen, GuestView view) {
        GuestPlan first = GuestDecider.decide(view);
        VirtualMachineInstanceCondition ready = ready(first);
        GuestPlan last =
                GuestDecider.decide(
                        GuestViewBuilder.builder(view)
                                .vmi(
                                        Optional.of(
                                                Views.withStatus(
                                                        view.vmi().orElseThrow(),
                                                        first.status().orElseThrow())))
                                .build());
        ObjectEvent event = last.events().getFirst();
        assertThat(event.message()).isEqualTo(ready.message());
        return "| %s | `%s` | %s | %s `%s` | %s |\n"
                .formatted(
                        seen,
                        ready.reason(),
                        last.status().orElseThrow().phase(),
                        event.type().value(),
                        event.reason().value(),
                        ready.message());
    }

    private static String pauseRow(PauseCause cause, GuestView view) {
        GuestPlan plan = GuestDecider.decide(view);
        VirtualMachineInstanceCondition ready = ready(plan);
        ObjectEvent event = plan.events().getFirst();
        assertThat(event.reason().value()).isEqualTo(ready.reason());
        return "| %s | `%s` | %s | %s |\n"
                .formatted(cause, ready.reason(), event.type().value(), ready.message());
    }

    private static VirtualMachineInstanceCondition ready(GuestPlan plan) {
        return plan.status().orElseThrow().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst()
                .orElseThrow();
    }
}
