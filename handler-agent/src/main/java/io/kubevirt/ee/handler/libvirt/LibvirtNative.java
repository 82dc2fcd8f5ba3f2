package io.kubevirt.ee.handler.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.libvirt.Domain;
import org.libvirt.jna.DomainPointer;

/**
 * The calls of libvirt that libvirt-java lacks: a domain's state together with its reason, and a
 * connection to its graphics.
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
    private static final VarHandle POINTER = pointerOfDomain();

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

    private static void require(int result) throws NativeRefusal {
        if (result < 0) {
            // The last error belongs to this thread.
            throw new NativeRefusal(
                    LIBVIRT.virGetLastErrorCode(), LIBVIRT.virGetLastErrorMessage());
        }
    }

    private static VarHandle pointerOfDomain() {
        try {
            // libvirt-java keeps the pointer to itself; there is no public way to it.
            return MethodHandles.privateLookupIn(Domain.class, MethodHandles.lookup())
                    .findVarHandle(Domain.class, "vdp", DomainPointer.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("org.libvirt.Domain is not the one this was built for", e);
        }
    }
}
