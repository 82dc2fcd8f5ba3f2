package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Clock;
import io.kubevirt.ee.model.v1.ClockOffsetUTC;
import io.kubevirt.ee.model.v1.HypervTimer;
import io.kubevirt.ee.model.v1.KVMTimer;
import io.kubevirt.ee.model.v1.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The guest's clock and its timers. */
final class ClockPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        Clock clock = request.domain().clock();
        Optional<Timer> timers = Optional.ofNullable(clock).map(Clock::timer);
        return List.of(offset(clock).with(timers(timers, request.architecture())));
    }

    private static Element offset(Clock clock) {
        Element element = Element.of("clock");
        if (clock != null && clock.timezone() != null) {
            return element.with("offset", "timezone").with("timezone", clock.timezone());
        }
        Optional<Long> seconds =
                Optional.ofNullable(clock).map(Clock::utc).map(ClockOffsetUTC::offsetSeconds);
        return seconds.isPresent()
                ? element.with("offset", "variable")
                        .with("adjustment", seconds.get())
                        .with("basis", "utc")
                : element.with("offset", "utc");
    }

    /** The timers of Arm's processors need no help, and its board has none of a PC's. */
    private static List<Element> timers(Optional<Timer> stated, Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> stated.map(ClockPart::timers).orElseGet(ClockPart::usual);
            case ARM64 -> List.of();
        };
    }

    /** Late ticks are made up for by the timers that guests rely on; the HPET costs wake-ups. */
    private static List<Element> usual() {
        return List.of(
                timer("rtc").with("tickpolicy", "catchup"),
                timer("pit").with("tickpolicy", "delay"),
                timer("hpet").with("present", "no"));
    }

    private static List<Element> timers(Timer timers) {
        List<Element> all = new ArrayList<>();
        Optional.ofNullable(timers.rtc())
                .ifPresent(
                        rtc ->
                                all.add(
                                        timer("rtc", rtc.present(), rtc.tickPolicy())
                                                .with("track", Optional.ofNullable(rtc.track()))));
        Optional.ofNullable(timers.pit())
                .ifPresent(pit -> all.add(timer("pit", pit.present(), pit.tickPolicy())));
        Optional.ofNullable(timers.hpet())
                .ifPresent(hpet -> all.add(timer("hpet", hpet.present(), hpet.tickPolicy())));
        Optional.ofNullable(timers.kvm())
                .map(KVMTimer::present)
                .ifPresent(present -> all.add(timer("kvmclock", present, null)));
        Optional.ofNullable(timers.hyperv())
                .map(HypervTimer::present)
                .ifPresent(present -> all.add(timer("hypervclock", present, null)));
        return all;
    }

    private static Element timer(String name, Boolean present, String tickPolicy) {
        return timer(name)
                .with("tickpolicy", Optional.ofNullable(tickPolicy))
                .with("present", present == null || present ? "yes" : "no");
    }

    private static Element timer(String name) {
        return Element.of("timer").with("name", name);
    }
}
