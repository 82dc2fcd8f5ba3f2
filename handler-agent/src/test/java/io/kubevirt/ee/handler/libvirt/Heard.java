package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.fail;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.guest.DomainView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a hypervisor told: names of domains that changed, and connects. */
public final class Heard {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 500;

    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> connects = new LinkedBlockingQueue<>();

    public void changed(String name) {
        changes.add(name);
    }

    public void connected() {
        connects.add(true);
    }

    public void awaitConnect() throws InterruptedException {
        if (connects.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS) == null) {
            fail("no connection to libvirt within " + PATIENCE);
        }
    }

    void awaitChange(String name) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String heard;
        do {
            heard = changes.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (heard == null) {
                fail("no event of domain " + name + " within " + PATIENCE);
            }
        } while (!heard.equals(name));
    }

    /** Waits for the next event, but not for long. */
    public void awaitAnything() throws InterruptedException {
        changes.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Looks at each event, and now and then, until the domain is as wanted. */
    public DomainView await(LibvirtHypervisor hypervisor, String name, Predicate<DomainView> wanted)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<DomainView> seen = Optional.empty();
        while (System.nanoTime() < end) {
            try {
                seen = hypervisor.find(name);
            } catch (HypervisorUnavailable away) {
                seen = Optional.empty();
            }
            if (seen.filter(wanted).isPresent()) {
                return seen.get();
            }
            changes.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return fail("domain " + name + " is still " + seen);
    }
}
