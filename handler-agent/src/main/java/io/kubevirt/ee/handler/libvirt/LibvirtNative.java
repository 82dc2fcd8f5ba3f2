package io.kubevirt.ee.handler.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.kubevirt.ee.model.domain.DomainXml;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.event.DomainEvent;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/**
 * What libvirt-java lacks: a domain's state together with its reason, a connection to its graphics,
 * the details of an event, and statistics of all domains at once.
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

        int virConnectGetAllDomainStats(
                ConnectionPointer connection, int groups, PointerByReference records, int flags);

        void virDomainStatsRecordListFree(Pointer records);

        String virDomainGetName(Pointer domain);

        int virDomainGetID(Pointer domain);

        int virDomainGetUUIDString(Pointer domain, byte[] uuid);

        Pointer virDomainGetMetadata(Pointer domain, int type, String uri, int flags);

        int virGetLastErrorCode();

        String virGetLastErrorMessage();
    }

    /**
     * What libvirt counted of one running domain.
     *
     * @param instance its run
     * @param owner whom it was made for; empty: not ours
     * @param values by libvirt's names: {@link Long}, {@link Double} or text
     */
    record DomainStatistics(
            DomainOwners.Instance instance,
            String name,
            Optional<DomainOwner> owner,
            Map<String, Object> values) {}

    private static final int SKIP_AUTHENTICATION = 1;
    private static final int METADATA_ELEMENT = 2;
    private static final int UUID_STRING_BYTES = 37; // with its end
    private static final int ACTIVE = 1;
    private static final int NO_WAIT = 1 << 29;
    private static final Functions LIBVIRT = Native.load("virt", Functions.class);
    private static final VarHandle POINTER = hidden(Domain.class, "vdp", DomainPointer.class);
    private static final VarHandle DETAIL = hidden(DomainEvent.class, "detail", int.class);
    private static final VarHandle CONNECTION =
            hidden(Connect.class, "vcp", ConnectionPointer.class);

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

    /**
     * Statistics of all running domains; of one whose qemu another call waits for, what is known
     * without it.
     *
     * @param groups bits of virDomainStatsTypes
     * @param owners knows the owners of domains seen before
     */
    static List<DomainStatistics> statistics(Connect connect, int groups, DomainOwners owners)
            throws NativeRefusal {
        PointerByReference list = new PointerByReference();
        int count =
                LIBVIRT.virConnectGetAllDomainStats(
                        pointer(connect), groups, list, ACTIVE | NO_WAIT);
        require(count);
        try {
            List<DomainStatistics> statistics = new ArrayList<>(count);
            for (Pointer each : list.getValue().getPointerArray(0, count)) {
                statistics.add(statistics(each, owners));
            }
            return statistics;
        } finally {
            LIBVIRT.virDomainStatsRecordListFree(list.getValue());
        }
    }

    /** A virDomainStatsRecord: the domain, its parameters, their number. */
    private static DomainStatistics statistics(Pointer statsRecord, DomainOwners owners) {
        Pointer domain = statsRecord.getPointer(0);
        Pointer parameters = statsRecord.getPointer(Native.POINTER_SIZE);
        int count = statsRecord.getInt(2L * Native.POINTER_SIZE);
        DomainOwners.Instance instance = instance(domain);
        return new DomainStatistics(
                instance,
                LIBVIRT.virDomainGetName(domain),
                owners.of(instance, () -> metadata(domain)),
                TypedParameters.read(parameters, count));
    }

    private static DomainOwners.Instance instance(Pointer domain) {
        byte[] uuid = new byte[UUID_STRING_BYTES];
        LIBVIRT.virDomainGetUUIDString(domain, uuid);
        return new DomainOwners.Instance(
                Native.toString(uuid, "US-ASCII"), LIBVIRT.virDomainGetID(domain));
    }

    private static Optional<String> metadata(Pointer domain) {
        Pointer text =
                LIBVIRT.virDomainGetMetadata(
                        domain, METADATA_ELEMENT, DomainXml.METADATA_NAMESPACE, 0);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(text.getString(0, "UTF-8"));
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }

    private static void require(int result) throws NativeRefusal {
        if (result < 0) {
            throw lastRefusal();
        }
    }

    /** Why the call before was refused: the last error belongs to this thread. */
    static NativeRefusal lastRefusal() {
        return new NativeRefusal(LIBVIRT.virGetLastErrorCode(), LIBVIRT.virGetLastErrorMessage());
    }

    static ConnectionPointer pointer(Connect connect) {
        return (ConnectionPointer) CONNECTION.get(connect);
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
