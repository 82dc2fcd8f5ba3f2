package io.kubevirt.ee.handler.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.libvirt.Domain;
import org.libvirt.event.DomainEvent;
import org.libvirt.jna.DomainPointer;

/**
 * What libvirt-java lacks: a domain's state together with its reason, a connection to its graphics,
 * and the details of an event.
 */
final class LibvirtNative {

    /** What virDomainGetState answers: the numbers of virDomainState and of its reason enums. */
    record StateAndReason(int state, int reason) {}

    /** Libvirt refused a call made here; {@link LibvirtErrors} knows the codes. */
    static final class NativeRefusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        NativeRefusal(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** C signatures; the names are libvirt's. */
    private interface Functions extends Library {
        int virDomainGetState(
                DomainPointer domain, IntByReference state, IntByReference reason, int flags);

        int virDomainOpenGraphics(DomainPointer domain, int index, int descriptor, int flags);

        int virGetLastErrorCode();

        String virGetLastErrorMessage();
    }

    private static final int SKIP_AUTHENTICATION = 1;
    private static final Functions LIBVIRT = Native.load("virt", Functions.class);
    private static final VarHandle POINTER = hidden(Domain.class, "vdp", DomainPointer.class);
    private static final VarHandle DETAIL = hidden(DomainEvent.class, "detail", int.class);

    private LibvirtNative() {}

    /** The state of a domain and its reason; the domain's monitor is not asked. */
    static StateAndReason state(Domain domain) throws NativeRefusal {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        DomainPointer pointer = (DomainPointer) POINTER.get(domain);
        require(LIBVIRT.virDomainGetState(pointer, state, reason, 0));
        return new StateAndReason(state.getValue(), reason.getValue());
    }

    /**
     * Connects a socket to the VNC server of a domain's first graphics device.
     *
     * @param descriptor one end of a connected socket; stays the caller's to close
     */
    static void openGraphics(Domain domain, int descriptor) throws NativeRefusal {
        DomainPointer pointer = (DomainPointer) POINTER.get(domain);
        require(LIBVIRT.virDomainOpenGraphics(pointer, 0, descriptor, SKIP_AUTHENTICATION));
    }

    /** The name of a lifecycle event with its detail. */
    static String named(DomainEvent event) {
        // libvirt-java does not know every detail; the number is what libvirt sent.
        return LifecycleEvent.named(event.getType().ordinal(), (int) DETAIL.get(event));
    }

    private static void require(int result) throws NativeRefusal {
        if (result < 0) {
            // The last error belongs to this thread.
            throw new NativeRefusal(
                    LIBVIRT.virGetLastErrorCode(), LIBVIRT.virGetLastErrorMessage());
        }
    }

    private static VarHandle hidden(Class<?> of, String field, Class<?> type) {
        try {
            // libvirt-java keeps it to itself; there is no public way to it.
            return MethodHandles.privateLookupIn(of, MethodHandles.lookup())
                    .findVarHandle(of, field, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(of + " is not the one this was built for", e);
        }
    }
}
