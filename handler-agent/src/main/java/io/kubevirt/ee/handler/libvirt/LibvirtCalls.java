package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.port.HypervisorRefused;
import java.time.Duration;
import org.libvirt.LibvirtException;

/** Asks libvirtd, with a deadline, and says of what fails what it means for the caller. */
final class LibvirtCalls {
    private static final Duration LOOK_DEADLINE = Duration.ofSeconds(20);

    private final DeadlineCalls deadlines;
    private final LibvirtConnection connection;

    LibvirtCalls(DeadlineCalls deadlines, LibvirtConnection connection) {
        this.deadlines = deadlines;
        this.connection = connection;
    }

    /**
     * Asks for something that changes nothing.
     *
     * @throws io.kubevirt.ee.handler.port.HypervisorUnavailable when libvirtd does not answer it
     */
    <T> T look(String what, LibvirtConnection.Call<T> call) {
        try {
            return deadlines.call(what, LOOK_DEADLINE, () -> connection.with(call));
        } catch (LibvirtException e) {
            throw LibvirtErrors.unavailable(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    /**
     * Asks for a change.
     *
     * @param lane calls of one lane wait for each other
     */
    void change(String lane, String what, Duration deadline, LibvirtConnection.Call<Boolean> call)
            throws HypervisorRefused {
        try {
            deadlines.call(lane, what, deadline, () -> connection.with(call));
        } catch (LibvirtException e) {
            throw LibvirtErrors.refused(e);
        } catch (NameTaken e) {
            throw new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    /** A stranger's domain has the name that ours would have. */
    static final class NameTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NameTaken(String name) {
            super("libvirt on this node has a domain named " + name + " that is not KubeVirt's");
        }
    }
}
