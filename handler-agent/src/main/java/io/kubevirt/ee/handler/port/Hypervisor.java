package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.guest.DomainView;
import java.util.List;
import java.util.Optional;

/**
 * The node's hypervisor, reduced to domains that carry our metadata: others are neither shown nor
 * touched. Every call may throw {@link HypervisorUnavailable}; every call has a deadline; a domain
 * whose qemu does not answer holds up calls for that domain only.
 */
public interface Hypervisor {

    /** All domains of ours, running or not. */
    List<DomainView> domains();

    /** The domain of ours with this name. */
    Optional<DomainView> find(String name);

    /**
     * The machine that a domain's qemu emulates: what became of a name such as {@code q35}. Empty
     * if the domain is gone.
     */
    Optional<String> machineType(DomainView domain);

    /**
     * Defines a domain, or defines it anew while it is off, and starts it with its CPUs paused.
     *
     * @param name the domain's name, as in the XML
     * @param xml the domain, with our metadata
     * @throws HypervisorRefused when the hypervisor does not take it; then no such domain runs, but
     *     its definition may stay
     */
    void startPaused(String name, String xml) throws HypervisorRefused;

    /** Lets the CPUs of a paused domain run. Running already is no error. */
    void resume(DomainView domain) throws HypervisorRefused;

    /** Stops the CPUs of a domain, until it is resumed. Paused already is no error. */
    void suspend(DomainView domain) throws HypervisorRefused;

    /** Presses the domain's reset button: the guest boots again, in the same qemu. */
    void reset(DomainView domain) throws HypervisorRefused;

    /**
     * Asks the guest to boot again, in the same qemu: through its agent if it has one, else through
     * ACPI, by a shutdown that is followed by a reset.
     */
    void reboot(DomainView domain) throws HypervisorRefused;

    /** Presses the guest's power button. Off already is no error. */
    void pressPowerButton(DomainView domain) throws HypervisorRefused;

    /** Ends the domain's qemu at once. Off already is no error. */
    void destroy(DomainView domain) throws HypervisorRefused;

    /** Removes the definition of a domain that is off. Gone already is no error. */
    void undefine(DomainView domain) throws HypervisorRefused;
}
