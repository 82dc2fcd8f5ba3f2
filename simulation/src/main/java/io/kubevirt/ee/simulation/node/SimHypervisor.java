package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Connection;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.Troubles;
import io.kubevirt.ee.simulation.world.Troubles.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agent's way to libvirtd: calls are lost, answered too late, or carried out too late. Every
 * change is a point where the agent may die.
 */
public final class SimHypervisor implements Hypervisor {
    private static final Pattern VMI_UID = Pattern.compile("<(?:\\w+:)?uid>([^<]+)</");
    private static final Pattern POD_UID = Pattern.compile("<(?:\\w+:)?podUid>([^<]+)</");

    private final Libvirtd libvirtd;
    private final Connection agent;
    private final Chance chance;
    private final Trace trace;
    private final Troubles troubles;

    /**
     * @param agent dies after a change, now and then
     */
    public SimHypervisor(
            Libvirtd libvirtd, Connection agent, Chance chance, Trace trace, Troubles troubles) {
        this.libvirtd = libvirtd;
        this.agent = agent;
        this.chance = chance;
        this.trace = trace;
        this.troubles = troubles;
    }

    @Override
    public List<DomainView> domains() {
        look();
        return libvirtd.domains();
    }

    @Override
    public Optional<DomainView> find(String name) {
        look();
        requireAnswer(name);
        return libvirtd.find(name);
    }

    @Override
    public Optional<String> machineType(DomainView domain) {
        look();
        requireAnswer(domain.name());
        return libvirtd.find(domain.name()).map(any -> "pc-q35-10.0");
    }

    private void look() {
        requireHere();
        if (chance.strikes(Fault.LIBVIRT_DEAF, 250)) {
            throw new HypervisorUnavailable("libvirtd does not answer");
        }
    }

    private void requireAnswer(String name) {
        String vmi = name.substring(name.indexOf('_') + 1);
        if (troubles.has(vmi, Trouble.LIBVIRT_HANGS)) {
            throw new HypervisorUnavailable("look at domain " + name + ": no answer within 20 s");
        }
    }

    @Override
    public void startPaused(String name, String xml) throws HypervisorRefused {
        requireHere();
        if (libvirtd.strangerHas(name)) {
            throw refusal("domain " + name + " already exists");
        }
        String vmiUid = one(VMI_UID, xml);
        String podUid = one(POD_UID, xml);
        if (chance.strikes(Fault.START_REFUSED, 30)) {
            OffCause left = chance.onceIn(2) ? OffCause.FAILED : OffCause.UNKNOWN;
            libvirtd.define(name, vmiUid, podUid, left);
            throw refusal("qemu did not start");
        }
        if (!libvirtd.busy(name)) {
            libvirtd.define(name, vmiUid, podUid, OffCause.UNKNOWN);
        }
        change("start " + name, name, () -> libvirtd.start(name, vmiUid));
    }

    private static HypervisorRefused refusal(String message) {
        return new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, message, null);
    }

    private static String one(Pattern pattern, String xml) {
        Matcher matcher = pattern.matcher(xml);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + xml);
        }
        return matcher.group(1);
    }

    @Override
    public void resume(DomainView domain) {
        change("resume", domain, () -> libvirtd.resume(domain));
    }

    @Override
    public void suspend(DomainView domain) {
        change("pause", domain, () -> libvirtd.pause(domain, PauseCause.ON_REQUEST));
    }

    @Override
    public void reset(DomainView domain) {
        change("reset", domain, () -> {});
    }

    @Override
    public void reboot(DomainView domain) {
        change("reboot", domain, () -> {});
    }

    @Override
    public void pressPowerButton(DomainView domain) {
        change("power button of", domain, () -> libvirtd.pressPowerButton(domain));
    }

    @Override
    public void destroy(DomainView domain) {
        touch(domain);
        String name = domain.name();
        change("destroy " + name, name + " destroy", () -> libvirtd.destroy(domain));
    }

    @Override
    public void undefine(DomainView domain) {
        change("undefine", domain, () -> libvirtd.undefine(domain));
    }

    private void change(String what, DomainView domain, Runnable effect) {
        touch(domain);
        change(what + " " + domain.name(), domain.name(), effect);
    }

    private void touch(DomainView domain) {
        if (libvirtd.strangerHas(domain.name())) {
            libvirtd.strangerTouched(domain.name());
        }
    }

    private void change(String what, String lane, Runnable effect) {
        requireHere();
        if (libvirtd.busy(lane) || chance.strikes(Fault.LIBVIRT_DEAF, 60)) {
            trace.say(() -> "  libvirt: " + what + " is not done");
            throw new HypervisorUnavailable(what + ": no answer");
        }
        if (chance.strikes(Fault.LIBVIRT_LATE, 80)) {
            trace.say(() -> "  libvirt: " + what + " will be done later");
            libvirtd.later(lane, effect);
            throw new HypervisorUnavailable(what + ": no answer yet");
        }
        effect.run();
        trace.say(() -> "  libvirt: " + what);
        agent.afterWrite();
        if (chance.strikes(Fault.LIBVIRT_ANSWER_LOST, 60)) {
            trace.say(() -> "  its answer is lost");
            throw new HypervisorUnavailable(what + ": done, no answer");
        }
    }

    private void requireHere() {
        if (libvirtd.isAway()) {
            throw new HypervisorUnavailable("libvirtd is away");
        }
    }
}
